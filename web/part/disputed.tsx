/** What sources disagree on: what is shown here, and who says which. */
import { useSite } from '../site.ts';
import type { Names } from './name.tsx';
import { type Dispute, type Source, type Sourced, supporting } from './sourced.ts';
import { Text } from './text.tsx';
import { PlaceName, Value } from './value.tsx';

/** Who says so, with a link where there is an address. */
const Who = ({ source: { title = '', publisher, url } }: { source: Pick<Source, 'title' | 'publisher' | 'url'> }) => {
  const words = publisher === undefined || title.includes(publisher) ? title : `${title} (${publisher})`;
  return url === undefined ? (
    <cite>{words}</cite>
  ) : (
    <cite>
      <a class="govuk-link" href={url} rel="noreferrer">
        {words}
      </a>
    </cite>
  );
};

/** One dispute: what is shown here and who says so, and each other value with who says it. */
const DisputedValues = ({
  of,
  at: { at, adopted, differs },
  names,
}: {
  of: Sourced;
  at: Dispute;
  names: Names | undefined;
}) => {
  const { say } = useSite();
  const { type } = of;
  const agreeing = supporting(of, at);
  return (
    <dl class="app-values">
      <div>
        <dt>
          {say(agreeing.length > 0 ? 'disputed.here-by' : 'disputed.here')}
          {agreeing.map((source) => (
            <span key={source.id} class="app-line">
              <Who source={source} />
            </span>
          ))}
        </dt>
        <dd>
          <Value type={type} at={at} of={adopted} names={names} />
        </dd>
      </div>
      {differs.map(({ value, source, remark }) => (
        <div key={JSON.stringify([value, source.title])}>
          <dt>
            <Who source={source} />
          </dt>
          <dd>
            <Value type={type} at={at} of={value} names={names} />
            {remark && (
              <span class="govuk-hint">
                <Text of={remark} />
              </span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
};

/** Every dispute of a record, in full. */
export const Disputes = ({ of, names }: { of: Sourced; names: Names | undefined }) => {
  const { say } = useSite();
  const { type, disputed } = of;
  if (disputed.length === 0) return null;
  return (
    <section class="govuk-inset-text app-disputed" aria-labelledby="disputed">
      <h2 class="govuk-heading-m" id="disputed">
        {say('disputed.title')}
      </h2>
      {disputed.map((dispute) => (
        <div key={dispute.at}>
          <h3 class="govuk-heading-s">
            <PlaceName type={type} at={dispute.at} names={names} />
          </h3>
          <DisputedValues of={of} at={dispute} names={names} />
        </div>
      ))}
    </section>
  );
};
