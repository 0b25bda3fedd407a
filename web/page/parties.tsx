/** The parties: all in the order of the language, or those whose name in any language begins so. */
import type { AskedAt } from '../../shared/contract/reading-client.ts';
import { partyKinds } from '../../shared/domain/terms.ts';
import { addressOf } from '../address.ts';
import type { Language } from '../language.ts';
import type { Page } from '../page.ts';
import { Choice, FaultSummary } from '../part/form.tsx';
import { ToRecord } from '../part/name.tsx';
import { Pager } from '../part/pager.tsx';
import { type Ask, useAnswer } from '../reading.ts';
import { useSite, useTitle } from '../site.ts';

const hasLetter = /[\p{L}\p{N}]/u;

/** A name without letter or digit finds nobody, and is not asked for. */
const askedOf = (query: URLSearchParams, lang: Language): AskedAt<'/parties'> & { unknown: boolean } => {
  const name = query.get('name')?.trim().slice(0, 200) ?? '';
  const sent = query.get('kind') ?? '';
  const kind = partyKinds.find((one) => one === sent);
  return {
    name: hasLetter.test(name) ? name : undefined,
    kind,
    lang,
    limit: 50,
    cursor: query.get('cursor') ?? undefined,
    unknown: sent !== '' && kind === undefined,
  };
};

const question = (ask: Ask, query: URLSearchParams, language: Language) => {
  const { unknown: _, ...asked } = askedOf(query, language);
  return ask('/parties', asked);
};

const Parties = () => {
  const { say, term, language, place } = useSite();
  const list = useAnswer((ask) => question(ask, place.query, language));
  const { unknown } = askedOf(place.query, language);
  const fault = unknown ? say('form.unknown', { field: say('party.of-kind') }) : undefined;
  useTitle(say('party.list'), say('party.list-lead'));
  const items = list?.items ?? [];
  return (
    <>
      <FaultSummary faults={fault === undefined ? [] : [{ name: 'kind', text: fault }]} />
      <h1 class="govuk-heading-l">{say('party.list')}</h1>
      <p class="govuk-body-l">{say('party.list-lead')}</p>
      <search>
        <form class="app-filters" method="get" action={addressOf(language, 'parties')}>
          <div class="govuk-form-group">
            <label class="govuk-label" for="name">
              {say('party.search')}
            </label>
            <input class="govuk-input" id="name" name="name" type="search" value={place.query.get('name') ?? ''} />
          </div>
          <Choice
            name="kind"
            label={say('party.of-kind')}
            any={say('party.any-kind')}
            value={place.query.get('kind') ?? ''}
            fault={fault}
            options={partyKinds.map((kind) => ({ value: kind, text: say(`party-kind.${kind}`) }))}
          />
          <div class="govuk-button-group app-filters__buttons">
            <button type="submit" class="govuk-button">
              {say('party.find')}
            </button>
          </div>
        </form>
      </search>
      {items.length === 0 && <p class="govuk-body">{say(list?.next ? 'timeline.none-yet' : 'timeline.none')}</p>}
      <ul class="govuk-list app-list app-list--short">
        {items.map(({ id, name, kind, matched }) => (
          <li key={id}>
            <ToRecord page="party" id={id} name={name} />
            <span class="app-note">
              {kind && term('party-kind', kind)}
              {matched && ` · ${say('party.matched', { name: matched })}`}
            </span>
          </li>
        ))}
      </ul>
      <Pager next={list?.next ?? null} />
    </>
  );
};

export const parties: Page = {
  isFaulty: ({ query, language }) => askedOf(query, language).unknown,
  needs: (ask, { query, language }) => [question(ask, query, language)],
  View: Parties,
};
