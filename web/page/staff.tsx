/** The staff console: the processes to log a round of, and what is still to be done about each record. */
import { type WorkState, workStates } from '../../shared/contract/work-state.ts';
import { addressOf } from '../address.ts';
import type { Page } from '../page.ts';
import { ToRecord } from '../part/name.tsx';
import { Read } from '../part/read.tsx';
import { Section } from '../part/section.tsx';
import { Text, wordsOf } from '../part/text.tsx';
import { replyIn } from '../reading.ts';
import { listDoorOf, useDoor, useQuestion, useStaff } from '../sign-in/door.ts';
import { ForSignedIn } from '../sign-in/for-signed-in.tsx';
import { type SignedIn, useSignedIn } from '../sign-in/signed-in.ts';
import { useSite, useTitle } from '../site.ts';
import { MergedInto } from '../staff/merge.tsx';

const Processes = ({ signedIn }: { signedIn: SignedIn }) => {
  const { say, language } = useSite();
  const processes = useDoor(listDoorOf(signedIn), '/processes', { limit: 100 });
  return (
    <Read of={processes}>
      {({ items }) => (
        <ul class="govuk-list app-list">
          {items.map(({ id, name }) => (
            <li key={id}>
              <ToRecord page="process" id={id} name={name} />{' '}
              <a
                class="govuk-link app-aside"
                href={addressOf(language, 'next-round', id)}
                // The eye has the name just before.
                aria-label={say('staff.next-of', { process: wordsOf(name, language) || id })}
              >
                {say('next-round.title')}
              </a>
            </li>
          ))}
        </ul>
      )}
    </Read>
  );
};

const stateIn = (asked: string | null): WorkState => workStates.find((state) => state === asked) ?? 'proposed';

/** What is in one state, and the way to the others. */
const Work = () => {
  const { say, language, place } = useSite();
  const staff = useStaff();
  const state = stateIn(place.query.get('state'));
  const cursor = place.query.get('cursor');
  const work = useQuestion({
    queryKey: ['staff', 'worklist', state, cursor],
    queryFn: () => replyIn(staff.worklist({ state, limit: 50, ...(cursor !== null && { cursor }) })),
  });
  return (
    <>
      <nav aria-label={say('staff.states')}>
        <ul class="govuk-list app-states">
          {workStates.map((one) => (
            <li key={one}>
              <a
                class="govuk-link"
                aria-current={one === state ? 'page' : undefined}
                href={addressOf(language, 'staff', '', `state=${one}`)}
              >
                {say(`work.${one}`)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <Read of={work}>
        {({ items, next }) => (
          <>
            {items.length === 0 && <p class="govuk-body">{say('work.none')}</p>}
            <ul class="govuk-list app-list">
              {items.map(({ type, id, title, updatedBy, mergedInto, deleted }) => (
                <li key={`${type}#${id}`}>
                  <a class="govuk-link" href={addressOf(language, 'staff-record', '', `of=${type}%23${id}`)}>
                    <Text of={title} or={id} quiet />
                  </a>
                  <span class="app-note">
                    {say(`record.${type}`)} · {say('staff.by', { name: updatedBy })}
                    {deleted && ` · ${say('act.delete')}`}
                    {mergedInto !== undefined && (
                      <>
                        {' · '}
                        <MergedInto type={type} survivor={mergedInto} />
                      </>
                    )}
                  </span>
                </li>
              ))}
            </ul>
            {next !== null && (
              <a
                class="govuk-link"
                href={addressOf(language, 'staff', '', `state=${state}&cursor=${encodeURIComponent(next)}`)}
              >
                {say('list.more')}
              </a>
            )}
          </>
        )}
      </Read>
    </>
  );
};

const Console = () => {
  const { say, language } = useSite();
  const signedIn = useSignedIn();
  if (!signedIn) return null;
  return (
    <>
      <Section id="processes" title={say('process.list')}>
        <Processes signedIn={signedIn} />
      </Section>
      <ul class="govuk-list app-states">
        {(['process', 'party', 'document', 'outcome', 'caseload'] as const).map((type) => (
          <li key={type}>
            <a class="govuk-link" href={addressOf(language, 'staff-new', '', `type=${type}`)}>
              {say(`new.${type}`)}
            </a>
          </li>
        ))}
        <li>
          <a class="govuk-link" href={addressOf(language, 'import')}>
            {say('import.title')}
          </a>
        </li>
      </ul>
      <Section id="work" title={say('staff.work')}>
        <Work />
      </Section>
    </>
  );
};

const Staff = () => {
  const { say } = useSite();
  useTitle(say('nav.staff'));
  return (
    <>
      <h1 class="govuk-heading-l">{say('nav.staff')}</h1>
      <ForSignedIn groups={['staff']}>{() => <Console />}</ForSignedIn>
    </>
  );
};

export const staff: Page = { needs: () => [], View: Staff };
