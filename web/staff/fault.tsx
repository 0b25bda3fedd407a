/** What the door found wrong in what was sent: beside each field, by the pointer that is the field's name, and all of it on top. */
import { createContext } from 'preact';
import { useContext, useLayoutEffect, useRef } from 'preact/hooks';
import type { Refused } from '../../shared/contract/client.ts';
import type { Fault } from '../../shared/domain/json.ts';
import type { RecordType } from '../../shared/domain/record-type.ts';
import { faultIn } from '../messages/fault.ts';
import { Spoken } from '../part/text.tsx';
import { PlaceName } from '../part/value.tsx';
import { useSite } from '../site.ts';

/** A fault; `own` where the form itself found it, and says so in the reader's words. */
export type Noted = Fault & { readonly own?: true };

/** The faults that a refusal names, each by the place that it is at. */
export const faultsIn = ({ problem }: Refused): Fault[] =>
  ('errors' in problem ? (problem.errors ?? []) : []).flatMap((fault) => ('pointer' in fault ? [fault] : []));

const Context = createContext<readonly Noted[]>([]);
export const FaultsProvider = Context.Provider;

/** The faults of a field, and of all in it. */
export const useFaults = (at: string): readonly Noted[] =>
  useContext(Context).filter(({ pointer }) => pointer === at || pointer.startsWith(`${at}/`));

/** What is wrong, in the reader's words where the sentence of the door is known. */
export const FaultText = ({ of: { detail, own } }: { of: Noted }) => {
  const { language } = useSite();
  return <Spoken of={own ? { text: detail, lang: language } : faultIn(language, detail)} />;
};

export const faultId = (at: string): string => `${at}-fault`;

export const FieldFaults = ({ at }: { at: string }) => {
  const faults = useFaults(at);
  if (faults.length === 0) return null;
  return (
    <p class="govuk-error-message" id={faultId(at)}>
      {faults.map((fault) => (
        <span key={fault.pointer + fault.detail} class="app-line">
          <FaultText of={fault} />
        </span>
      ))}
    </p>
  );
};

/** The field whose name is the longest beginning of a pointer. */
const fieldOf = (pointer: string): HTMLElement | undefined => {
  for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    const field = document.getElementById(at);
    if (field) return field;
  }
  return undefined;
};

/** Faults as their fields stand on the page, whichever way the door goes through a record; those of no field first. */
export const inOrder = (faults: readonly Noted[]): Noted[] =>
  [...faults].sort((one, other) => {
    const [first, second] = [fieldOf(one.pointer), fieldOf(other.pointer)];
    if (!first || !second) return Number(first !== undefined) - Number(second !== undefined);
    if (first === second) return 0;
    return first.compareDocumentPosition(second) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
  });

/** All faults, with the way to each field; it has the focus when it comes. */
export const Faults = ({ type }: { type?: RecordType }) => {
  const { say } = useSite();
  const faults = useContext(Context);
  const box = useRef<HTMLDivElement>(null);
  // Before it is seen: the focus would be taken from whoever has gone on to a field by then.
  useLayoutEffect(() => {
    if (faults.length > 0) box.current?.focus();
  }, [faults]);
  if (faults.length === 0) return null;
  return (
    <div class="govuk-error-summary" role="alert" aria-labelledby="faults" tabIndex={-1} ref={box}>
      <h2 class="govuk-error-summary__title" id="faults">
        {say('form.faults')}
      </h2>
      <ul class="govuk-list govuk-error-summary__list">
        {faults.map((fault) => (
          <li key={fault.pointer + fault.detail}>
            <a
              href={`#${fault.pointer}`}
              onClick={(event) => {
                event.preventDefault();
                fieldOf(fault.pointer)?.focus();
              }}
            >
              <PlaceName type={type} at={fault.pointer} names={undefined} />: <FaultText of={fault} />
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
};
