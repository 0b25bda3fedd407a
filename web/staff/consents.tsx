/** The consents of parties to a record becoming public: who gave which, a new one, and one that is taken back. */
import { useQueryClient } from '@tanstack/preact-query';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Answer, Refused } from '../../shared/contract/client.ts';
import type { StaffRecord } from '../../shared/contract/staff-client.ts';
import type { RecordType } from '../../shared/domain/record-type.ts';
import type { Names } from '../part/name.tsx';
import { PartyPicker } from '../part/party-picker.tsx';
import type { Choosable } from '../part/picker.tsx';
import { RefusedLine } from '../part/read.tsx';
import { wordsOf } from '../part/text.tsx';
import { listDoorOf, useStaff } from '../sign-in/door.ts';
import { useSignedIn } from '../sign-in/signed-in.ts';
import { useSite } from '../site.ts';
import { SelectField } from './field.tsx';

const forms = ['full', 'summary', 'existence'] as const;

export const Consents = ({
  type,
  record,
  names,
}: {
  type: RecordType;
  record: StaffRecord<RecordType>;
  names: Names | undefined;
}) => {
  const { say, language } = useSite();
  const staff = useStaff();
  const cache = useQueryClient();
  const signedIn = useSignedIn();
  const [party, setParty] = useState<Choosable>();
  const [form, setForm] = useState<(typeof forms)[number]>('full');
  const [refused, setRefused] = useState<Refused>();
  const [isDone, setDone] = useState(false);
  const said = useRef<HTMLDivElement>(null);
  // What was pressed is gone with what it was about.
  useEffect(() => {
    if (isDone) said.current?.focus();
  }, [isDone]);
  // Whoever was chosen here is called as the list had it, before any reply knows of it.
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>({});
  const nameOf = (id: string): string => chosen[id] ?? (wordsOf(names?.parties[id]?.name, language) || id);
  const { id, version, release } = record;
  const etag = `"${version}"`;
  const choose = (one: Choosable): void => {
    setParty(one);
    setChosen({ ...chosen, [one.id]: one.text });
  };
  const act = async (asked: Promise<Answer<unknown>>): Promise<void> => {
    setDone(false);
    const answer = await asked;
    setDone(answer.ok);
    setRefused(answer.ok ? undefined : answer);
    if (answer.ok) setParty(undefined);
    await cache.invalidateQueries({ queryKey: ['staff'] });
  };
  return (
    <>
      <div role="status" tabIndex={-1} ref={said}>
        {isDone && <p class="govuk-body app-done">{say('release.done')}</p>}
      </div>
      {refused && <RefusedLine of={refused} />}
      {release.consents.length === 0 && <p class="govuk-body">{say('list.none')}</p>}
      <ul class="govuk-list">
        {release.consents.map((one) => (
          <li key={`${one.party}.${one.version ?? ''}`}>
            {nameOf(one.party)}: {say(`form.${one.form}`)}{' '}
            <button
              type="button"
              class="app-link-button"
              onClick={() => void act(staff.withdrawConsent(type, id, one.party, etag))}
            >
              {say('consent.withdraw', { party: nameOf(one.party) })}
            </button>
          </li>
        ))}
      </ul>
      {signedIn && (
        <PartyPicker id="consenting" label={say('consent.party')} door={listDoorOf(signedIn)} onChoose={choose} />
      )}
      {party && (
        <div class="app-fields">
          <SelectField
            at="consent-form"
            label={say('consent.form', { party: party.text })}
            value={form}
            words={forms}
            name={(one) => say(`form.${one}`)}
            onChange={(one) => one && setForm(one)}
          />
          <button
            type="button"
            class="govuk-button"
            onClick={() => void act(staff.consent(type, id, party.id, { form }, etag))}
          >
            {say('consent.note')}
          </button>
        </div>
      )}
    </>
  );
};
