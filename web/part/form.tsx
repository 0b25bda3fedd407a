/** Fields of forms, each under its label and with its fault beside it. */
import { useSite } from '../site.ts';

type Field = {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly fault?: string | undefined;
};

/** What is wrong in a field, above it. */
export const FaultLine = ({ name, fault }: { name: string; fault: string | undefined }) =>
  fault === undefined ? null : (
    <p class="govuk-error-message" id={`${name}-fault`}>
      {fault}
    </p>
  );

export const groupOf = (fault: string | undefined): string =>
  fault === undefined ? 'govuk-form-group' : 'govuk-form-group govuk-form-group--error';

/** One of several; `any` is what stands for no choice, `lang` where an option is in another language than the page. */
export const Choice = ({
  name,
  label,
  value,
  any,
  options,
  fault,
}: Field & {
  readonly any: string;
  readonly options: readonly { readonly value: string; readonly text: string; readonly lang?: string | undefined }[];
}) => (
  <div class={groupOf(fault)}>
    <label class="govuk-label" for={name}>
      {label}
    </label>
    <FaultLine name={name} fault={fault} />
    <select class="govuk-select" id={name} name={name} aria-describedby={fault && `${name}-fault`}>
      <option value="">{any}</option>
      {options.map((option) => (
        <option key={option.value} value={option.value} lang={option.lang} selected={option.value === value}>
          {option.text}
        </option>
      ))}
      {value !== '' && !options.some((option) => option.value === value) && (
        <option value={value} selected>
          {value}
        </option>
      )}
    </select>
  </div>
);

/** A year, a month or a day. What is meant is said once for all of them, under `date-hint`. */
export const DateField = ({ name, label, value, fault }: Field) => (
  <div class={groupOf(fault)}>
    <label class="govuk-label" for={name}>
      {label}
    </label>
    <FaultLine name={name} fault={fault} />
    <input
      class={
        fault === undefined
          ? 'govuk-input govuk-input--width-10'
          : 'govuk-input govuk-input--width-10 govuk-input--error'
      }
      id={name}
      name={name}
      value={value}
      aria-describedby={fault === undefined ? 'date-hint' : `date-hint ${name}-fault`}
      autocomplete="off"
      spellcheck={false}
    />
  </div>
);

/** What has to be put right in a form, with a link to each of its fields. */
export const FaultSummary = ({ faults }: { faults: readonly { readonly name: string; readonly text: string }[] }) => {
  const { say } = useSite();
  if (faults.length === 0) return null;
  return (
    <div class="govuk-error-summary" role="alert" aria-labelledby="faults">
      <h2 class="govuk-error-summary__title" id="faults">
        {say('form.faults')}
      </h2>
      <ul class="govuk-list govuk-error-summary__list">
        {faults.map(({ name, text }) => (
          <li key={name}>
            <a href={`#${name}`}>{text}</a>
          </li>
        ))}
      </ul>
    </div>
  );
};
