/** Files of a document: dropped or chosen, hashed here, sent to where the door says, and filed under their language. */
import { useQueryClient } from '@tanstack/preact-query';
import { useState } from 'preact/hooks';
import type { Refused } from '../../shared/contract/client.ts';
import type { StaffRecord } from '../../shared/contract/staff-client.ts';
import { endings, isNamedAs, type MediaType } from '../../shared/domain/document-text.ts';
import { type Language, languages } from '../language.ts';
import { RefusedLine } from '../part/read.tsx';
import { useStaff } from '../sign-in/door.ts';
import { useSite } from '../site.ts';

const mediaTypes = [
  'application/pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'text/plain',
  'text/html',
] as const;

/** What a file is by its name; the door looks at its bytes. */
const mediaTypeOf = ({ name }: File): MediaType | undefined => mediaTypes.find((one) => isNamedAs(one, name));

/** SHA-256 of a file's bytes, in lower-case hex. */
const hashOf = async (file: File): Promise<string> => {
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
};

type Chosen = { readonly file: File; readonly sha256: string };
type State = 'ready' | 'sending' | 'filed' | 'unknown-type' | 'not-sent' | Refused;

export const TextDrop = ({ document: { id, version, texts = [] } }: { document: StaffRecord<'document'> }) => {
  const { say, language, term } = useSite();
  const staff = useStaff();
  const cache = useQueryClient();
  const [chosen, setChosen] = useState<Chosen>();
  const [of, setOf] = useState<Language>(language);
  const [isAuthentic, setAuthentic] = useState(false);
  const [state, setState] = useState<State>('ready');
  const choose = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    setState(mediaTypeOf(file) ? 'ready' : 'unknown-type');
    setChosen({ file, sha256: await hashOf(file) });
  };
  const send = async ({ file, sha256 }: Chosen): Promise<void> => {
    const mediaType = mediaTypeOf(file);
    if (!mediaType) return setState('unknown-type');
    setState('sending');
    const announced = await staff.announceText(id, { language: of, mediaType, bytes: file.size, sha256 });
    if (!announced.ok) return setState(announced);
    const { url, headers } = announced.reply;
    const sent = await fetch(url, { method: 'PUT', headers, body: file }).catch(() => undefined);
    if (!sent?.ok) return setState('not-sent');
    const body = { sha256, fileName: file.name, authentic: isAuthentic };
    const filed = await staff.fileText(id, of, body, `"${version}"`);
    if (!filed.ok) return setState(filed);
    setState('filed');
    setChosen(undefined);
    await cache.invalidateQueries({ queryKey: ['staff'] });
  };
  return (
    <>
      <ul class="govuk-list">
        {texts.map(({ language: tongue, fileName, sha256, authentic }) => (
          <li key={tongue}>
            {term('tongue', tongue)}: {fileName} {authentic && `(${say('document.authentic')})`}
            <code class="app-note">{sha256}</code>
          </li>
        ))}
      </ul>
      <div class="app-drop">
        <label class="govuk-label" for="text">
          {say('text.drop')}
        </label>
        <input
          // What is dropped on the field is chosen as well.
          class="govuk-file-upload"
          type="file"
          id="text"
          accept={Object.values(endings).flat().join(',')}
          onChange={(event) => void choose(event.currentTarget.files?.[0])}
        />
      </div>
      {state === 'unknown-type' && <p class="govuk-error-message">{say('text.unknown-type')}</p>}
      {state === 'not-sent' && <p class="govuk-error-message">{say('text.not-sent')}</p>}
      {typeof state === 'object' && <RefusedLine of={state} />}
      <div role="status">{state === 'filed' && <p class="govuk-body app-done">{say('text.filed')}</p>}</div>
      {chosen && state !== 'unknown-type' && (
        <div class="app-fields">
          <p class="govuk-body">
            {chosen.file.name}
            <code class="app-note">{say('text.hash', { hash: chosen.sha256 })}</code>
          </p>
          <div class="govuk-form-group">
            <label class="govuk-label" for="text-language">
              {say('text.language')}
            </label>
            <select
              class="govuk-select"
              id="text-language"
              onChange={(event) => setOf(languages.find((one) => one === event.currentTarget.value) ?? of)}
            >
              {languages.map((one) => (
                <option key={one} value={one} selected={one === of}>
                  {term('tongue', one)}
                </option>
              ))}
            </select>
          </div>
          <label class="app-check">
            <input
              type="checkbox"
              checked={isAuthentic}
              onChange={(event) => setAuthentic(event.currentTarget.checked)}
            />{' '}
            {say('document.authentic')}
          </label>
          <button type="button" class="govuk-button" disabled={state === 'sending'} onClick={() => void send(chosen)}>
            {say('text.file')}
          </button>
        </div>
      )}
    </>
  );
};
