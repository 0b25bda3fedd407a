/** Any record as staff see it: its way to the public, what would change there, and its history with what differs in it. */
import { type RecordType, splitRef } from '../../shared/domain/record-type.ts';
import { addressOf } from '../address.ts';
import type { Page } from '../page.ts';
import { Read } from '../part/read.tsx';
import { Section } from '../part/section.tsx';
import { Text } from '../part/text.tsx';
import { ForSignedIn } from '../sign-in/for-signed-in.tsx';
import { useSite, useTitle } from '../site.ts';
import { Consents } from '../staff/consents.tsx';
import { Differences } from '../staff/differences.tsx';
import { History } from '../staff/history.tsx';
import { useRecord } from '../staff/question.ts';
import { ReleasePanel } from '../staff/release-panel.tsx';
import { TextDrop } from '../staff/text-drop.tsx';

const One = ({ type, id }: { type: RecordType; id: string }) => {
  const { say, language, place } = useSite();
  const record = useRecord(type, id);
  const chosen = (name: string): { [Name in string]?: number } => {
    const version = Number(place.query.get(name));
    return Number.isInteger(version) && version > 0 ? { [name]: version } : {};
  };
  const between = { ...chosen('from'), ...chosen('to') };
  return (
    <Read of={record}>
      {(reply) => (
        <>
          <p class="govuk-body-l">
            <Text
              of={
                'label' in reply
                  ? reply.label
                  : 'name' in reply
                    ? reply.name
                    : 'title' in reply
                      ? reply.title
                      : 'summary' in reply
                        ? reply.summary
                        : undefined
              }
              or={id}
            />
          </p>
          {type === 'round' && (
            <p class="govuk-body">
              <a class="govuk-link" href={addressOf(language, 'staff-round', id)}>
                {say('staff.edit')}
              </a>
            </p>
          )}
          <Section id="release" title={say('release.title')}>
            <ReleasePanel type={type} id={id} record={reply} />
          </Section>
          {reply.type === 'document' && (
            <Section id="texts" title={say('document.texts')}>
              <TextDrop document={reply} />
            </Section>
          )}
          <Section id="consents" title={say('consent.title')}>
            <Consents type={type} record={reply} />
          </Section>
          <Section id="differences" title={say('differences.title')}>
            <Differences type={type} id={id} version={reply.version} between={between} />
          </Section>
          <Section id="history" title={say('history.title')}>
            <History type={type} id={id} version={reply.version} between={between} />
          </Section>
        </>
      )}
    </Read>
  );
};

const StaffRecord = () => {
  const { say, place } = useSite();
  const of = splitRef(place.query.get('of') ?? '');
  useTitle(say('staff-record.title'));
  return (
    <>
      <h1 class="govuk-heading-l">{say('staff-record.title')}</h1>
      <ForSignedIn groups={['staff']}>
        {() => (of ? <One type={of.type} id={of.id} /> : <p class="govuk-body">{say('refused.not-found')}</p>)}
      </ForSignedIn>
    </>
  );
};

export const staffRecord: Page = { needs: () => [], View: StaffRecord };
