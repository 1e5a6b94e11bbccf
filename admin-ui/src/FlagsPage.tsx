import { Alert, Badge, Button, Container, Group, Paper, Skeleton, Stack, Switch, Table, Text, TextInput, Title } from '@mantine/core';
import { useDebouncedValue, useDocumentTitle } from '@mantine/hooks';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, call, type Failure } from './api';
import { FlagForm } from './FlagForm';
import { useToggle } from './toggle';
import type { Flag, FlagConfiguration, FlagPage } from '@api';

export function FlagsPage() {
  useDocumentTitle('Flags · Holdfast');
  const [text, setText] = useState('');
  const [q] = useDebouncedValue(text.trim(), 150);
  const [creating, setCreating] = useState(false);
  const flags = useInfiniteQuery<FlagPage, Failure>({
    queryKey: ['flags', q],
    queryFn: ({ pageParam }) =>
      call(() => api.flags.listFlags({ q: q || undefined, cursor: pageParam as string | undefined, limit: 100 })),
    initialPageParam: undefined,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
  const items = flags.data?.pages.flatMap((page) => page.items) ?? [];

  return (
    <Container size="xl" p={0}>
      <Group mb="md">
        <Title order={1} size="h2" mr="auto">
          Flags
        </Title>
        <TextInput
          className="flags-search"
          aria-label="Search flags"
          placeholder="Search key, name or description"
          leftSection={<IconSearch size={16} />}
          value={text}
          maxLength={100}
          miw={290}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button leftSection={<IconPlus size={18} />} onClick={() => setCreating(true)}>
          New flag
        </Button>
      </Group>
      {flags.error && (
        <Alert color="red" title="Flags cannot be shown" mb="md">
          {flags.error.message}
        </Alert>
      )}
      <Paper withBorder radius="lg">
        {flags.isPending ? <Rows /> : items.length > 0 ? <FlagTable flags={items} /> : <Nothing q={q} />}
      </Paper>
      {flags.hasNextPage && (
        <Button mt="md" variant="default" loading={flags.isFetchingNextPage} onClick={() => void flags.fetchNextPage()}>
          Show more
        </Button>
      )}
      <FlagForm opened={creating} onClose={() => setCreating(false)} />
    </Container>
  );
}

function Rows() {
  return (
    <Stack p="md">
      {[1, 2, 3, 4, 5].map((row) => (
        <Skeleton key={row} h={34} />
      ))}
    </Stack>
  );
}

function Nothing({ q }: { q: string }) {
  return (
    <Stack p="xl" align="center" gap={4}>
      <Text fw={600}>{q ? `No flag matches “${q}”` : 'No flags yet'}</Text>
      <Text c="dimmed" ta="center">
        {q ? 'Try a part of its key.' : 'A flag switches a feature on and off without a deployment. Create the first one.'}
      </Text>
    </Stack>
  );
}

function FlagTable({ flags }: { flags: Flag[] }) {
  const environments = [...new Set(flags.flatMap((flag) => flag.configurations.map((c) => c.environment)))].sort();
  return (
    <div className="flags" tabIndex={0} role="region" aria-label="Flags">
      <Table verticalSpacing="sm" horizontalSpacing="md" highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Flag</Table.Th>
            {environments.map((environment) => (
              <Table.Th key={environment}>{environment}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {flags.map((flag) => (
            <Table.Tr key={flag.key}>
              <Table.Td>
                <Group gap={8}>
                  <Text className="flag-key">{flag.key}</Text>
                  <Badge variant="default" size="sm" tt="none">
                    {flag.kind}
                  </Badge>
                  {flag.type !== 'boolean' && (
                    <Badge variant="default" size="sm" tt="none">
                      {flag.type}
                    </Badge>
                  )}
                </Group>
                <Text size="sm" c="dimmed">
                  {flag.description ?? flag.name ?? flag.project}
                </Text>
              </Table.Td>
              {environments.map((environment) => (
                <Table.Td key={environment} data-label={environment}>
                  <Toggle flag={flag} configuration={flag.configurations.find((c) => c.environment === environment)} />
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function Toggle({ flag, configuration }: { flag: Flag; configuration: FlagConfiguration | undefined }) {
  const toggle = useToggle(flag.key);
  if (!configuration) {
    return null;
  }
  return (
    <Stack gap={2} align="start">
      <Switch
        checked={configuration.on}
        // Disabled, it would lose the keyboard's focus.
        aria-busy={toggle.isPending}
        aria-label={`${flag.key} in ${configuration.environment}`}
        onChange={() => toggle.isPending || toggle.mutate({ configuration, on: !configuration.on })}
      />
      <Text size="xs" c="dimmed">
        {serves(configuration)}
      </Text>
    </Stack>
  );
}

function serves(configuration: FlagConfiguration): string {
  const shed = configuration.shedAt ? ` · sheds at ${configuration.shedAt}` : '';
  if (!configuration.on) {
    return `serves ${configuration.offVariation}${shed}`;
  }
  const { variation, rollout } = configuration.fallthrough;
  const split = rollout?.weights.map((weight) => `${weight.weight / 1000} % ${weight.variation}`).join(', ');
  const count = configuration.targets.length + configuration.rules.length;
  const rules = count === 0 ? '' : `${count} ${count === 1 ? 'rule' : 'rules'}, else `;
  return `serves ${rules}${variation ?? split}${shed}`;
}
