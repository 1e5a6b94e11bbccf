import { Alert, Badge, Button, Divider, Group, Paper, Progress, Skeleton, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconAlertTriangle, IconCircleCheck, IconEye, IconHandStop, IconLockOpen } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, call, type Failure } from './api';
import { useNow } from './events';
import { HoldForm } from './HoldForm';
import { clock, span, stages } from './posture';
import type { Convergence, Environment, Hold, Posture, Stage } from '@api';

const icons: Record<Stage, typeof IconEye> = {
  OFF: IconCircleCheck,
  OBSERVE: IconEye,
  WARN: IconAlertTriangle,
  ENFORCE: IconHandStop,
};

/** One environment: its posture, who has it, its holds, and the switch. */
export function EnvironmentCard({ environment }: { environment: Environment }) {
  const [holding, setHolding] = useState(false);
  const posture = useQuery<Posture, Failure>({
    queryKey: ['posture', environment.key],
    queryFn: () => call(() => api.holds.getPosture({ environment: environment.key })),
    // Acknowledgements come without an event; while some are missing they are asked for often.
    refetchInterval: ({ state }) => (state.data && converged(state.data.convergence) ? 5000 : 1000),
  });

  return (
    <Paper component="section" aria-label={environment.name} withBorder radius="lg" shadow="xs">
      {posture.data ? (
        <Banner environment={environment} posture={posture.data} />
      ) : (
        <Skeleton h={150} radius="lg" />
      )}
      <Stack p="lg" gap="md">
        {posture.error && (
          <Alert color="yellow" title="Not up to date">
            {posture.error.message}
          </Alert>
        )}
        {posture.data && <ConvergenceBar convergence={posture.data.convergence} />}
        {posture.data?.holds.map((hold) => (
          <HoldRow key={hold.id} hold={hold} />
        ))}
        <Button
          size="md"
          color="red"
          variant={posture.data?.stage === 'ENFORCE' ? 'light' : 'filled'}
          leftSection={<IconHandStop size={20} />}
          onClick={() => setHolding(true)}
        >
          Hold browse-only
        </Button>
      </Stack>
      <HoldForm
        environment={environment}
        instances={posture.data?.convergence.instances ?? 0}
        opened={holding}
        onClose={() => setHolding(false)}
      />
    </Paper>
  );
}

function Banner({ environment, posture }: { environment: Environment; posture: Posture }) {
  const now = useNow();
  const Icon = icons[posture.stage];
  return (
    <div className="posture" data-stage={posture.stage}>
      <Group justify="space-between" align="start" wrap="nowrap">
        <div>
          {/* The times below change every second, which nobody wants read out. */}
          <div role="status" aria-label={`${environment.name}: ${stages[posture.stage].name}`}>
            <Text fw={650}>
              {environment.name}
              {environment.production ? ' · visitors are here' : ''}
            </Text>
            <h2>{stages[posture.stage].name}</h2>
            <Text>{posture.message ?? stages[posture.stage].meaning}</Text>
          </div>
          {posture.since && (
            <Text size="sm" mt={4}>
              For {span(posture.since, now)}
              {posture.until ? `, ends in ${span(now, posture.until)} (${clock(posture.until)})` : ''}
              {posture.shedLevel > 0 ? ` · shed level ${posture.shedLevel}` : ''}
            </Text>
          )}
        </div>
        <Icon size={56} stroke={1.6} aria-hidden className="posture-icon" />
      </Group>
    </div>
  );
}

function converged(convergence: Convergence): boolean {
  return convergence.acknowledged === convergence.instances;
}

function progress({ acknowledged, instances }: Convergence): string {
  if (acknowledged < instances) {
    return `${acknowledged} of ${instances} instances confirmed so far`;
  }
  return instances === 1 ? 'The one running instance confirms this' : `All ${instances} running instances confirm this`;
}

function ConvergenceBar({ convergence }: { convergence: Convergence }) {
  if (convergence.instances === 0) {
    return (
      <Text size="sm" c="dimmed">
        No application is connected. Give one an SDK key of this environment and it appears here.
      </Text>
    );
  }
  const late = convergence.laggards.map((instance) => `${instance.application} ${instance.id.slice(0, 8)}`);
  return (
    <div>
      <Group justify="space-between" mb={4}>
        <Text size="sm" fw={600}>
          {progress(convergence)}
        </Text>
        {convergence.silent.length > 0 && (
          <Badge variant="default" tt="none">
            {convergence.silent.length} silent
          </Badge>
        )}
      </Group>
      <Progress
        aria-label="Instances that enforce it"
        value={(100 * convergence.acknowledged) / convergence.instances}
        color={converged(convergence) ? 'teal' : 'yellow'}
      />
      {late.length > 0 && (
        <Text size="sm" mt={4}>
          Waiting for {late.join(', ')}
        </Text>
      )}
    </div>
  );
}

function HoldRow({ hold }: { hold: Hold }) {
  const now = useNow();
  const queries = useQueryClient();
  const [sure, setSure] = useState(false);
  const release = useMutation<Hold, Failure>({
    mutationFn: () => call(() => api.holds.releaseHold({ environment: hold.environment, hold: hold.id })),
    onSuccess: () => {
      notifications.show({ color: 'teal', title: 'Released', message: `The hold of ${hold.actor} is over.` });
    },
    onError: (failure) => notifications.show({ color: 'red', title: 'Not released', message: failure.message }),
    onSettled: () => queries.invalidateQueries(),
  });
  return (
    <>
      <Divider />
      <Group justify="space-between" align="start" role="group" aria-label={`Hold: ${hold.reason}`}>
        <div>
          <Group gap={6}>
            <Badge className="stage" data-stage={hold.stage} tt="none">
              {hold.state === 'planned' ? 'Planned: ' : ''}
              {stages[hold.stage].name}
            </Badge>
            <Text fw={600}>{hold.reason}</Text>
          </Group>
          <Text size="sm" c="dimmed">
            {hold.actor}, {span(hold.createdAt, now)} ago
            {hold.expiresAt ? ` · ends in ${span(now, hold.expiresAt)}` : ' · until released'}
            {hold.shedLevel > 0 ? ` · sheds level ${hold.shedLevel}` : ''}
            {hold.incident ? ' · ' : ''}
            {hold.incident && (
              <a href={hold.incident} target="_blank" rel="noreferrer">
                incident
              </a>
            )}
          </Text>
        </div>
        {sure ? (
          <Group gap={6} wrap="nowrap">
            <Button variant="default" size="xs" onClick={() => setSure(false)}>
              Keep
            </Button>
            <Button size="xs" loading={release.isPending} onClick={() => release.mutate()} autoFocus>
              Yes, release
            </Button>
          </Group>
        ) : (
          <Button
            variant="default"
            size="xs"
            leftSection={<IconLockOpen size={16} />}
            onClick={() => setSure(true)}
            aria-label={`Release: ${hold.reason}`}
          >
            Release
          </Button>
        )}
      </Group>
    </>
  );
}
