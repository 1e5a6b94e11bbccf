import { Alert, Button, Group, Modal, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { api, call, fieldError, type Failure } from './api';
import type { Flag, Kind, ProjectPage } from '@api';

const kinds: { value: Kind; label: string }[] = [
  { value: 'release', label: 'Release: lives until the feature is out' },
  { value: 'operational', label: 'Operational: sheds load, stays' },
  { value: 'kill-switch', label: 'Kill switch: turns something off in an emergency' },
  { value: 'experiment', label: 'Experiment: lives until it is decided' },
  { value: 'permission', label: 'Permission: who may use something, stays' },
];

/** As in the API description, so that a typing error is explained in words and at once. */
const KEY = /^[a-z0-9][a-z0-9._-]*$/;
const KEY_RULE = 'Use lower-case letters, digits, dots, hyphens and underscores, and begin with a letter or a digit.';

/** Creates a boolean flag, off everywhere. */
export function FlagForm({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title="New flag" size="md">
      <Fields onClose={onClose} />
    </Modal>
  );
}

function Fields({ onClose }: { onClose: () => void }) {
  const queries = useQueryClient();
  const projects = useQuery<ProjectPage, Failure>({
    queryKey: ['projects'],
    queryFn: () => call(() => api.projects.listProjects({ limit: 200 })),
  });
  const [key, setKey] = useState('');
  const [tried, setTried] = useState(false);
  const [description, setDescription] = useState('');
  const [kind, setKind] = useState<Kind>('release');
  const [chosen, setChosen] = useState<string | null>(null);
  const project = chosen ?? projects.data?.items[0]?.key ?? null;
  const create = useMutation<Flag, Failure>({
    mutationFn: () =>
      call(() =>
        api.flags.createFlag({
          flagCreate: { key, project: project ?? '', type: 'boolean', kind, description: description.trim() || undefined },
        }),
      ),
    onSuccess: (flag) => {
      notifications.show({ color: 'teal', title: `${flag.key} is there`, message: 'It is off everywhere until you switch it on.' });
      onClose();
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['flags'] }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (KEY.test(key)) {
      create.mutate();
    }
  };

  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          label="Key"
          description="What the code asks for: lower case, digits, dots and hyphens."
          placeholder="new-checkout"
          required
          maxLength={100}
          error={tried && !KEY.test(key) ? KEY_RULE : fieldError(create.error, 'key')}
          data-autofocus
          value={key}
          onChange={(event) => setKey(event.currentTarget.value)}
        />
        <Select
          label="Project"
          required
          allowDeselect={false}
          data={projects.data?.items.map((item) => ({ value: item.key, label: item.name })) ?? []}
          error={fieldError(create.error, 'project')}
          value={project}
          onChange={setChosen}
        />
        <Select
          label="What it is for"
          allowDeselect={false}
          data={kinds}
          value={kind}
          onChange={(value) => setKind(value as Kind)}
        />
        <Textarea
          label="Description"
          maxLength={2000}
          error={fieldError(create.error, 'description')}
          value={description}
          onChange={(event) => setDescription(event.currentTarget.value)}
        />
        {create.error && !create.error.problem?.errors?.length && (
          <Alert color="red" role="alert" title="Not created">
            {create.error.message}
          </Alert>
        )}
        <Group justify="end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={create.isPending} disabled={!key || !project}>
            Create flag
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
