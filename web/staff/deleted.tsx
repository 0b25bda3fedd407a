/** What is left of a record that was deleted: its history, and what of it may still be expunged. */
import type { RecordType } from '../../shared/domain/record-type.ts';
import { Read } from '../part/read.tsx';
import { Section } from '../part/section.tsx';
import { replyIn } from '../reading.ts';
import { useQuestion, useStaff } from '../sign-in/door.ts';
import type { SignedIn } from '../sign-in/signed-in.ts';
import { useSite } from '../site.ts';
import { Expunging } from './expunging.tsx';
import { History } from './history.tsx';

export const Deleted = ({ type, id, signedIn }: { type: RecordType; id: string; signedIn: SignedIn }) => {
  const { say } = useSite();
  const staff = useStaff();
  const newest = useQuestion({
    queryKey: ['staff', 'newest', type, id],
    queryFn: async () => {
      const { value } = await staff.history(type, id, 1).next();
      const version = value?.ok ? (value.reply.items[0]?.version ?? 0) : 0;
      return replyIn(staff.revision(type, id, version));
    },
  });
  return (
    <Read of={newest}>
      {({ version, snapshot }) => (
        <>
          <p class="govuk-inset-text">{say('staff.deleted')}</p>
          {snapshot && (
            <Section id="expunging" title={say('expunge.title')}>
              <Expunging type={type} id={id} version={version} release={snapshot.release} signedIn={signedIn} />
            </Section>
          )}
          <Section id="history" title={say('history.title')}>
            <History type={type} id={id} version={version} between={{}} />
          </Section>
        </>
      )}
    </Read>
  );
};
