/** The whole of a page: the same tree on the server, where it becomes HTML, and in the browser, where it comes alive. */
import { type QueryClient, QueryClientProvider } from '@tanstack/preact-query';
import type { ComponentType } from 'preact';
import { Router } from 'wouter-preact';
import { Frame } from './frame.tsx';
import { type Ask, AskProvider } from './reading.ts';
import { type Site, SiteProvider } from './site.ts';

export const App = ({ site, cache, ask, View }: { site: Site; cache: QueryClient; ask: Ask; View: ComponentType }) => (
  <QueryClientProvider client={cache}>
    <AskProvider value={ask}>
      <SiteProvider value={site}>
        <Router ssrPath={site.path} ssrSearch={site.place.query.toString()}>
          <Frame>
            <View />
          </Frame>
        </Router>
      </SiteProvider>
    </AskProvider>
  </QueryClientProvider>
);
