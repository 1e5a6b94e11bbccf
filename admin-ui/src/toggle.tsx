import { Anchor } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, call, type Failure } from './api';
import type { FlagConfiguration } from '@api';

interface Change {
  configuration: FlagConfiguration;
  on: boolean;
  undoing?: boolean;
}

/** Switches a flag in an environment, based on what is shown, and offers to undo it. */
export function useToggle(flag: string) {
  const queries = useQueryClient();
  const toggle = useMutation<FlagConfiguration, Failure, Change>({
    mutationFn: ({ configuration, on }) =>
      call(() =>
        api.flags.updateConfiguration({
          flag,
          environment: configuration.environment,
          ifMatch: `"${configuration.version}"`,
          flagConfigurationUpdate: {
            on,
            offVariation: configuration.offVariation,
            fallthrough: configuration.fallthrough,
            prerequisites: configuration.prerequisites,
            targets: configuration.targets,
            rules: configuration.rules,
            shedAt: configuration.shedAt,
            shedVariation: configuration.shedVariation,
          },
        }),
      ),
    onSuccess: (configuration, { on, undoing }) => {
      const id = `${flag}/${configuration.environment}`;
      const undo = () => {
        notifications.hide(id);
        toggle.mutate({ configuration, on: !on, undoing: true });
      };
      notifications.hide(id);
      notifications.show({
        id,
        color: on ? 'teal' : 'gray',
        title: `${flag} is ${on ? 'on' : 'off'} in ${configuration.environment}`,
        message: undoing ? (
          'As it was before.'
        ) : (
          <Anchor component="button" type="button" onClick={undo}>
            Undo
          </Anchor>
        ),
      });
    },
    onError: (failure) =>
      notifications.show({
        color: 'red',
        title: failure.status === 412 ? 'Somebody else was faster' : 'Not changed',
        message: failure.status === 412 ? whatChanged(failure) : failure.message,
      }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['flags'] }),
  });
  return toggle;
}

function whatChanged(failure: Failure): string {
  const changes = failure.problem?.changes?.map(
    (change) => `${change.field.slice(1)}: ${JSON.stringify(change.from)} → ${JSON.stringify(change.to)}`,
  );
  return `${failure.problem?.changedBy ?? 'Somebody'} changed ${changes?.join(', ') || 'it'}. Look again, then decide.`;
}
