import { Alert, Button, Center, Group, Paper, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { api, call, type Failure } from './api';
import type { Session } from '@api';

export function SignIn({ expired, unreachable }: { expired: boolean; unreachable: boolean }) {
  useDocumentTitle('Sign in · Holdfast');
  const queries = useQueryClient();
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const signIn = useMutation<Session, Failure>({
    mutationFn: () => call(() => api.session.signIn({ signIn: { username, password } })),
    // A refusal here is a wrong password, not the end of a session.
    meta: { signsIn: true },
    onSuccess: (session) => queries.setQueryData(['session'], session),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate();
  };

  return (
    <Center component="main" mih="100vh" p="md">
      <Paper component="form" onSubmit={submit} p="xl" radius="lg" withBorder w={380} shadow="sm">
        <Stack>
          <Group>
            <img src="/favicon.svg" width={40} height={40} alt="" />
            <div>
              <Title order={1} size="h3">
                Holdfast
              </Title>
              <Text size="sm" c="dimmed">
                Flags, and a switch for bad days
              </Text>
            </div>
          </Group>
          {expired && !signIn.error && (
            <Alert color="blue" title="Your session has ended" role="status">
              Sign in, and you are back where you were.
            </Alert>
          )}
          {unreachable && (
            <Alert color="yellow" title="The server cannot be reached">
              Applications keep what they have. This page tries again when you sign in.
            </Alert>
          )}
          {signIn.error && (
            <Alert color="red" role="alert" title={signIn.error.status === 429 ? 'Too many attempts' : 'That did not work'}>
              {signIn.error.message}
            </Alert>
          )}
          <TextInput
            label="Username"
            autoComplete="username"
            required
            autoFocus
            value={username}
            onChange={(event) => setUsername(event.currentTarget.value)}
          />
          <PasswordInput
            label="Password"
            autoComplete="current-password"
            required
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <Button type="submit" loading={signIn.isPending} fullWidth>
            Sign in
          </Button>
          <Text size="xs" c="dimmed">
            First start? The administrator’s password is in the server’s log, once.
          </Text>
        </Stack>
      </Paper>
    </Center>
  );
}
