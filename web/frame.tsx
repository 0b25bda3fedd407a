/** What stands around every page: the way past it, the site's name, its pages, the languages, and what it is. */
import type { ComponentChildren } from 'preact';
import type { Group } from '../shared/contract/sign-in.ts';
import { addressOf, type PageName, pages } from './address.ts';
import { autonyms, languages } from './language.ts';
import { useSignedIn } from './sign-in/signed-in.ts';
import { useSite } from './site.ts';

const menu = [
  { page: 'timeline', key: 'nav.timeline' },
  { page: 'processes', key: 'nav.processes' },
  { page: 'parties', key: 'nav.parties' },
  { page: 'upcoming', key: 'nav.upcoming' },
  { page: 'changes', key: 'nav.changes' },
] as const satisfies readonly { page: PageName; key: string }[];

/** Where those work who are signed in, by a group of theirs. */
const desks = [
  { page: 'explorer', key: 'nav.explorer', groups: ['analyst', 'staff', 'cleared'] },
  { page: 'staff', key: 'nav.staff', groups: ['staff'] },
] as const satisfies readonly { page: PageName; key: string; groups: readonly Group[] }[];

/** The same address in another language, also where it leads to nothing; of one without a language, the timeline. */
const Languages = () => {
  const { say, language, place, path } = useSite();
  const rest = path.startsWith(`/${language}/`) ? path.slice(language.length + 1) : pages.timeline;
  const query = place.query.toString();
  return (
    <nav class="app-languages" aria-label={say('site.languages')}>
      <ul>
        {languages.map((one) => (
          <li key={one}>
            {one === language ? (
              <span aria-current="true">{autonyms[one]}</span>
            ) : (
              <a class="govuk-link" lang={one} hreflang={one} href={`/${one}${rest}${query && `?${query}`}`}>
                {autonyms[one]}
              </a>
            )}
          </li>
        ))}
      </ul>
    </nav>
  );
};

/** Who is signed in, and as what; else the way to sign in. */
const Account = () => {
  const { say, language, place } = useSite();
  const signedIn = useSignedIn();
  const current = place.page === 'account' ? 'page' : undefined;
  return (
    <p class="app-account">
      <a class="govuk-link" href={addressOf(language, 'account')} aria-current={current}>
        {signedIn ? say('account.of', { name: signedIn.name }) : say('sign-in.do')}
      </a>
      {signedIn && (
        <>
          {' '}
          ({signedIn.groups.map((group) => say(`group.${group}`)).join(', ')}){' '}
          <button type="button" class="app-link-button" onClick={() => void signedIn.signOut()}>
            {say('sign-in.out')}
          </button>
        </>
      )}
    </p>
  );
};

export const Frame = ({ children }: { children: ComponentChildren }) => {
  const signedIn = useSignedIn();
  const { say, language, path } = useSite();
  const own = desks.filter(({ groups }) => groups.some((group) => signedIn?.groups.includes(group)));
  return (
    <>
      <a href="#main" class="govuk-skip-link">
        {say('site.skip')}
      </a>
      <header class="app-header">
        <div class="govuk-width-container app-header__row">
          <a class="app-header__name" href={addressOf(language, 'timeline')}>
            {say('site.name')}
          </a>
          <Account />
          <Languages />
        </div>
        <nav class="govuk-width-container app-menu" aria-label={say('site.menu')}>
          <ul>
            {[...menu, ...own].map(({ page, key }) => (
              <li key={page}>
                <a
                  href={addressOf(language, page)}
                  aria-current={path === addressOf(language, page) ? 'page' : undefined}
                >
                  {say(key)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </header>
      <div class="govuk-width-container app-page">
        <main id="main" class="govuk-main-wrapper" tabIndex={-1}>
          {children}
        </main>
      </div>
      <footer class="app-footer">
        <div class="govuk-width-container">
          <h2 class="govuk-visually-hidden">{say('site.foot')}</h2>
          <p class="govuk-body-s">{say('site.tagline')}</p>
          <ul>
            <li>
              <a class="govuk-link" href={addressOf(language, 'licence')}>
                {say('nav.licence')}
              </a>
            </li>
            <li>
              <a class="govuk-link" href={addressOf(language, 'accessibility')}>
                {say('nav.accessibility')}
              </a>
            </li>
            <li>
              <a class="govuk-link" href={addressOf(language, 'snapshots')}>
                {say('nav.snapshots')}
              </a>
            </li>
            <li>
              <a class="govuk-link" href="/public/v1/docs">
                {say('nav.data')}
              </a>
            </li>
          </ul>
        </div>
      </footer>
    </>
  );
};
