import { Alert, Container, SimpleGrid, Skeleton, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { api, call, type Failure } from './api';
import { EnvironmentCard } from './EnvironmentCard';
import type { EnvironmentList } from '@api';

/** What an SRE opens first: each environment's posture, and the switch. */
export function IncidentPage() {
  useDocumentTitle('Incident · Holdfast');
  const environments = useQuery<EnvironmentList, Failure>({
    queryKey: ['environments'],
    queryFn: () => call(() => api.environments.listEnvironments()),
  });

  return (
    <Container size="xl" p={0}>
      <Title order={1} size="h2" mb={4}>
        What visitors get right now
      </Title>
      <Text c="dimmed" mb="lg">
        Hold an environment browse-only and people go on browsing while writes are refused politely.
      </Text>
      {environments.error && (
        <Alert color="red" title="Environments cannot be shown">
          {environments.error.message}
        </Alert>
      )}
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        {environments.isPending && [1, 2].map((key) => <Skeleton key={key} h={320} radius="lg" />)}
        {environments.data?.items.map((environment) => (
          <EnvironmentCard key={environment.key} environment={environment} />
        ))}
      </SimpleGrid>
      {environments.data?.items.length === 0 && (
        <Alert title="No environment yet" variant="light">
          An environment is where flags and holds apply, such as production. Create one with a POST to
          /api/v1/environments; the API reference shows how.
        </Alert>
      )}
    </Container>
  );
}
