/** Single facts of a record, each under its label and with an anchor of its own: `#period`. */
import type { ComponentChildren } from 'preact';
import { useSite } from '../site.ts';
import { DisputedMark } from './disputed-mark.tsx';

export const Facts = ({ children }: { children: ComponentChildren }) => <dl class="govuk-summary-list">{children}</dl>;

export const Fact = ({
  id,
  label,
  disputed = false,
  children,
}: {
  id: string;
  label: string;
  disputed?: boolean;
  children: ComponentChildren;
}) => {
  const { say } = useSite();
  return (
    <div class="govuk-summary-list__row" id={id}>
      <dt class="govuk-summary-list__key">
        {label}
        <a class="app-anchor" href={`#${id}`}>
          <span aria-hidden="true">#</span>
          <span class="govuk-visually-hidden">{say('fact.link', { field: label })}</span>
        </a>
      </dt>
      <dd class="govuk-summary-list__value">
        {children}
        {disputed && (
          <>
            {' '}
            <DisputedMark />
          </>
        )}
      </dd>
    </div>
  );
};
