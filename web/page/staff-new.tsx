/** A record that is not there yet: a process, a party, a document, which may be of a round, an outcome that is of none, or a caseload. */
import { navigate } from 'wouter-preact/use-browser-location';
import type { StaffRecord } from '../../shared/contract/staff-client.ts';
import type { RecordType } from '../../shared/domain/record-type.ts';
import { addressOf } from '../address.ts';
import type { Page } from '../page.ts';
import { listDoorOf } from '../sign-in/door.ts';
import { ForSignedIn } from '../sign-in/for-signed-in.tsx';
import { type SignedIn, useSignedIn } from '../sign-in/signed-in.ts';
import { useSite, useTitle } from '../site.ts';
import { CaseloadForm } from '../staff/caseload-form.tsx';
import { DocumentForm } from '../staff/document-form.tsx';
import { OutcomeForm } from '../staff/outcome-form.tsx';
import { PartyForm } from '../staff/party-form.tsx';
import { ProcessForm } from '../staff/process-form.tsx';

/** The types that begin here; rounds begin after the last of their process, and the outcomes of a round there. */
const types = ['process', 'party', 'document', 'outcome', 'caseload'] as const;
type New = (typeof types)[number];

const NewForm = ({ type, signedIn }: { type: New; signedIn: SignedIn }) => {
  const { say, language, place } = useSite();
  const open = ({ id }: StaffRecord<RecordType>): void =>
    navigate(addressOf(language, 'staff-record', '', `of=${type}%23${id}`));
  const form = { names: undefined, door: listDoorOf(signedIn), action: say('staff.save'), onSaved: open };
  const begin = { name: `new:${type}`, id: '', version: 0 };
  if (type === 'process') {
    const draft = { name: {}, level: 'international', status: 'active' } as const;
    return <ProcessForm {...form} beginning={{ ...begin, draft }} />;
  }
  if (type === 'party') return <PartyForm {...form} beginning={{ ...begin, draft: { name: {}, kind: 'state' } }} />;
  if (type === 'outcome') {
    const draft = { process: '', kind: 'vote', date: '', summary: {} } as const;
    return <OutcomeForm {...form} beginning={{ ...begin, draft }} />;
  }
  if (type === 'caseload') {
    const draft = { institution: '', period: '', measures: [{ measure: '', unit: '' }] };
    return <CaseloadForm {...form} beginning={{ ...begin, draft }} />;
  }
  const [process, round] = [place.query.get('process'), place.query.get('round')];
  const draft = {
    ...(process !== null && { process }),
    ...(round !== null && { round }),
    title: {},
    kind: 'joint-statement',
    status: 'adopted',
    date: '',
  } as const;
  return <DocumentForm {...form} beginning={{ ...begin, name: `new:document:${round ?? ''}`, draft }} />;
};

const StaffNew = () => {
  const { say, place } = useSite();
  const signedIn = useSignedIn();
  const type = types.find((one) => one === place.query.get('type')) ?? 'document';
  const title = say(`new.${type}`);
  useTitle(title);
  return (
    <>
      <h1 class="govuk-heading-l">{title}</h1>
      <ForSignedIn groups={['staff']}>
        {() => signedIn && <NewForm key={type} type={type} signedIn={signedIn} />}
      </ForSignedIn>
    </>
  );
};

export const staffNew: Page = { needs: () => [], View: StaffNew };
