/** Fields that are written in: each is named by the pointer of its place in the record, and has its faults beside it. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { edtfOf } from '../date-entry.ts';
import { type Language, languages } from '../language.ts';
import { useSite } from '../site.ts';
import { FieldFaults, faultId, useFaults } from './fault.tsx';

type Field<Value> = {
  /** The pointer of the place, which is the field's id. */
  readonly at: string;
  readonly label: string;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
};

/** A label above a field; `quiet` where the label is only heard, for the row says it already. */
const Group = ({
  at,
  label,
  quiet = false,
  children,
}: {
  at: string;
  label: string;
  quiet?: boolean;
  children: ComponentChildren;
}) => {
  const isFaulty = useFaults(at).length > 0;
  return (
    <div class={isFaulty ? 'govuk-form-group govuk-form-group--error' : 'govuk-form-group'}>
      <label class={quiet ? 'govuk-label govuk-visually-hidden' : 'govuk-label'} for={at}>
        {label}
      </label>
      <FieldFaults at={at} />
      {children}
    </div>
  );
};

const useDescribed = (at: string): { 'aria-describedby'?: string; 'aria-invalid'?: true } =>
  useFaults(at).length > 0 ? { 'aria-describedby': faultId(at), 'aria-invalid': true } : {};

export const TextField = ({
  at,
  label,
  value,
  onChange,
  quiet = false,
  long = false,
  lang,
  list = [],
}: Field<string> & { quiet?: boolean; long?: boolean; lang?: string; list?: readonly string[] }) => {
  const described = useDescribed(at);
  const suggested = list.length > 0 ? `${at}-list` : undefined;
  const shared = { id: at, value, lang, spellcheck: lang !== undefined, ...described };
  return (
    <Group at={at} label={label} quiet={quiet}>
      {long ? (
        <textarea
          class="govuk-textarea"
          rows={3}
          {...shared}
          onInput={(event) => onChange(event.currentTarget.value)}
        />
      ) : (
        <input
          class="govuk-input"
          autocomplete="off"
          list={suggested}
          {...shared}
          onInput={(event) => onChange(event.currentTarget.value)}
        />
      )}
      {suggested && (
        <datalist id={suggested}>
          {list.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      )}
    </Group>
  );
};

/** A whole number, or none. What is no number stays as it was typed, and it is said what is wrong with it. */
export const NumberField = ({
  value,
  onChange,
  ...field
}: Omit<Field<number | undefined>, 'value'> & { value: number | undefined }) => {
  const [typed, setTyped] = useState('');
  const numberOf = (text: string): number | undefined => (text.trim() === '' ? undefined : Number(text));
  const written = Number.isFinite(value) ? String(value) : '';
  return (
    <TextField
      {...field}
      value={Object.is(numberOf(typed), value) ? typed : written}
      onChange={(text) => {
        setTyped(text);
        onChange(numberOf(text));
      }}
    />
  );
};

/** One of several words of a vocabulary; `any` stands for none. */
export const SelectField = <Word extends string>({
  at,
  label,
  value,
  onChange,
  words,
  name,
  any,
  quiet = false,
}: Field<Word | undefined> & {
  words: readonly Word[];
  name: (word: Word) => string;
  any?: string;
  quiet?: boolean;
}) => (
  <Group at={at} label={label} quiet={quiet}>
    <select
      class="govuk-select"
      id={at}
      {...useDescribed(at)}
      onChange={(event) => onChange(words.find((word) => word === event.currentTarget.value))}
    >
      {any !== undefined && (
        <option value="" selected={value === undefined}>
          {any}
        </option>
      )}
      {words.map((word) => (
        <option key={word} value={word} selected={word === value}>
          {name(word)}
        </option>
      ))}
    </select>
  </Group>
);

/** A date as it is known, in words of any of the languages; beside it stands how it was understood. */
export const DateField = ({ at, label, value, onChange, quiet = false }: Field<string> & { quiet?: boolean }) => {
  const { say, dates } = useSite();
  // What was typed is kept as it was typed, however it is understood.
  const [typed, setTyped] = useState(value);
  const shown = typed === value || edtfOf(typed) === value ? typed : value;
  const hint = `${at}-hint`;
  const { 'aria-describedby': fault, ...described } = useDescribed(at);
  return (
    <Group at={at} label={label} quiet={quiet}>
      <input
        class="govuk-input govuk-input--width-20"
        id={at}
        value={shown}
        autocomplete="off"
        spellcheck={false}
        {...described}
        aria-describedby={[hint, fault].filter(Boolean).join(' ')}
        onInput={(event) => {
          const text = event.currentTarget.value;
          setTyped(text);
          onChange(edtfOf(text) ?? text);
        }}
      />
      <p class="govuk-hint app-tight" id={hint} aria-live="polite">
        {shown === '' && say('date.entry-hint')}
        {shown !== '' && (edtfOf(shown) === undefined ? say('date.entry-unread') : dates.word(edtfOf(shown)))}
      </p>
    </Group>
  );
};

type Texts = Readonly<Record<string, string>>;

const tongues: Readonly<Record<Language, 'tongue.kk' | 'tongue.ru' | 'tongue.en'>> = {
  kk: 'tongue.kk',
  ru: 'tongue.ru',
  en: 'tongue.en',
};

/** A text in each language of the site; what it has in others stays as it is. */
export const TextsField = ({
  at,
  label,
  value,
  onChange,
  long = false,
}: Field<Texts | undefined> & { long?: boolean }) => {
  const { say, language } = useSite();
  const ordered = [language, ...languages.filter((one) => one !== language)];
  const set = (one: Language, text: string): void => {
    const { [one]: _before, ...others } = value ?? {};
    const next = text === '' ? others : { ...others, [one]: text };
    onChange(Object.keys(next).length > 0 ? next : undefined);
  };
  return (
    <fieldset class="govuk-fieldset app-texts" id={at} tabIndex={-1}>
      <legend class="govuk-fieldset__legend">{label}</legend>
      <OwnFaults at={at} />
      {ordered.map((one) => (
        <TextField
          key={one}
          at={`${at}/${one}`}
          label={say(tongues[one])}
          value={value?.[one] ?? ''}
          onChange={(text) => set(one, text)}
          long={long}
          lang={one}
        />
      ))}
    </fieldset>
  );
};

/** The faults of the texts as a whole; those of one language stand beside it. */
const OwnFaults = ({ at }: { at: string }) => {
  const own = useFaults(at).filter(({ pointer }) => pointer === at);
  if (own.length === 0) return null;
  return (
    <div class="app-texts__faults">
      <FieldFaults at={at} />
    </div>
  );
};
