/** What people do who sign in, in a real browser against a whole desk: sign in and out, and work as staff and as analysts. */
import { describe } from 'vitest';
import { chromiumPath } from './chromium.ts';
import { accountTests } from './signed-in/account.ts';
import { actTests } from './signed-in/act.ts';
import { explorerTests } from './signed-in/explorer.ts';
import { outcomeTests } from './signed-in/outcome.ts';
import { recordTests } from './signed-in/record.ts';
import { roundTests } from './signed-in/round.ts';
import { signedInSite } from './signed-in/site.ts';

// One desk for all, and so in this order: what is there to be done at first is told by what comes first.
describe.skipIf(!chromiumPath)('in a browser', () => {
  const site = signedInSite();
  accountTests(site);
  roundTests(site);
  outcomeTests(site);
  recordTests(site);
  actTests(site);
  explorerTests(site);
});
