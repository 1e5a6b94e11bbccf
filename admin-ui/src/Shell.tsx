import { ActionIcon, AppShell, Badge, Button, Center, Group, Menu, Skeleton, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { IconBook2, IconChevronDown, IconLogout, IconMoon, IconSun } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, Outlet } from '@tanstack/react-router';
import { api, call, type Failure } from './api';
import { useEvents } from './events';
import { SignIn } from './SignIn';
import type { Session } from '@api';

/** The frame of every page; without a session, the sign-in. */
export function Shell() {
  const session = useQuery<Session | null, Failure>({
    queryKey: ['session'],
    queryFn: () => call(() => api.session.getSession()),
    staleTime: Infinity,
  });
  if (session.isPending) {
    return (
      <Center h="100vh">
        <Skeleton w={320} h={200} />
      </Center>
    );
  }
  return session.data ? <Frame session={session.data} /> : <SignIn expired={session.data === null} unreachable={session.data !== null && session.error?.status !== 401} />;
}

function Frame({ session }: { session: Session }) {
  const connected = useEvents();
  return (
    <AppShell header={{ height: 60 }} padding="md">
      <AppShell.Header px="md">
        <Group h="100%" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <Link to="/" className="brand" aria-label="Holdfast">
              <img src="/favicon.svg" width={28} height={28} alt="" />
              <span className="mantine-visible-from-xs">Holdfast</span>
            </Link>
            <nav aria-label="Pages">
              <Link to="/" className="nav" activeOptions={{ exact: true }}>
                Incident
              </Link>
              <Link to="/flags" className="nav">
                Flags
              </Link>
            </nav>
          </Group>
          <Group gap="xs" wrap="nowrap">
            {!connected && (
              <Badge color="yellow" variant="filled" role="status">
                Reconnecting…
              </Badge>
            )}
            <SchemeSwitch />
            <Account session={session} />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Main>
        <Outlet />
      </AppShell.Main>
    </AppShell>
  );
}

function SchemeSwitch() {
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme('light') === 'dark';
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="lg"
      aria-label={dark ? 'Use light colours' : 'Use dark colours'}
      onClick={() => setColorScheme(dark ? 'light' : 'dark')}
    >
      {dark ? <IconSun size={20} /> : <IconMoon size={20} />}
    </ActionIcon>
  );
}

function Account({ session }: { session: Session }) {
  const queries = useQueryClient();
  const signOut = async () => {
    await call(() => api.session.signOut());
    queries.clear();
    window.location.assign('/');
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="subtle" color="gray" rightSection={<IconChevronDown size={16} />}>
          {session.displayName}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Signed in as {session.role}</Menu.Label>
        <Menu.Item component="a" href="/api-docs.html" leftSection={<IconBook2 size={16} />}>
          API reference
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void signOut()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
