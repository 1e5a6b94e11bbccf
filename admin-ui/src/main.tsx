import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './console.css';
import { Anchor, Container, MantineProvider, Text, Title } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createRootRoute, createRoute, createRouter, RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Failure } from './api';
import { FlagsPage } from './FlagsPage';
import { IncidentPage } from './IncidentPage';
import { Shell } from './Shell';
import { theme } from './theme';

function NoSuchPage() {
  return (
    <Container size="xl" p={0}>
      <Title order={1} size="h2" mb="xs">
        There is no such page
      </Title>
      <Text>
        <Anchor href="/" underline="always">
          Go to the first page
        </Anchor>
      </Text>
    </Container>
  );
}

const root = createRootRoute({ component: Shell, notFoundComponent: NoSuchPage });
const routes = [
  createRoute({ getParentRoute: () => root, path: '/', component: IncidentPage }),
  // An address that people may have kept: signed in, they are on the first page.
  createRoute({ getParentRoute: () => root, path: '/sign-in', component: IncidentPage }),
  createRoute({ getParentRoute: () => root, path: '/flags', component: FlagsPage }),
];
const router = createRouter({ routeTree: root.addChildren(routes) });

/** Whatever is refused for want of a session brings up the sign-in, on the page where it happened. */
function noticeEnd(failure: Error) {
  if (failure instanceof Failure && failure.lostSession) {
    void queries.invalidateQueries({ queryKey: ['session'] });
  }
  if (failure instanceof Failure && failure.status === 401 && queries.getQueryData(['session'])) {
    queries.setQueryData(['session'], null);
  }
}

const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: noticeEnd }),
  mutationCache: new MutationCache({
    onError: (failure, _variables, _result, mutation) => mutation.meta?.signsIn || noticeEnd(failure),
  }),
  defaultOptions: {
    queries: {
      retry: (failures, error) => failures < 2 && !(error instanceof Failure && error.status >= 400 && error.status < 500),
      staleTime: 1000,
    },
  },
});

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <QueryClientProvider client={queries}>
        <Notifications position="bottom-right" />
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
