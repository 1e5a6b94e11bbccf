import { Alert, Button, Group, Input, Modal, SegmentedControl, Slider, Stack, Textarea, TextInput } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { api, call, fieldError, type Failure } from './api';
import { consequences, durations, endOf, stages } from './posture';
import type { Environment, Hold, Stage } from '@api';

const choices: Stage[] = ['OBSERVE', 'WARN', 'ENFORCE'];
const levels = [0, 1, 2, 3, 4].map((value) => ({ value, label: value === 0 ? 'none' : String(value) }));

export function HoldForm(props: { environment: Environment; instances: number; opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={props.opened} onClose={props.onClose} title={`Hold ${props.environment.name}`} size="lg">
      <Fields {...props} />
    </Modal>
  );
}

function Fields({ environment, instances, onClose }: { environment: Environment; instances: number; onClose: () => void }) {
  const queries = useQueryClient();
  const narrow = useMediaQuery('(max-width: 36em)', false, { getInitialValueInEffect: false });
  const orientation = narrow ? 'vertical' : 'horizontal';
  const [reason, setReason] = useState('');
  const [message, setMessage] = useState('');
  const [stage, setStage] = useState<Stage>('ENFORCE');
  const [shedLevel, setShedLevel] = useState(0);
  const [minutes, setMinutes] = useState('60');
  const expiresAt = endOf(Number(minutes), new Date());
  const set = useMutation<Hold, Failure>({
    mutationFn: () =>
      call(() =>
        api.holds.createHold({
          environment: environment.key,
          holdCreate: { stage, shedLevel, reason: reason.trim(), message: message.trim() || undefined, expiresAt },
        }),
      ),
    onSuccess: () => {
      notifications.show({ color: 'red', title: `${environment.name} is held`, message: stages[stage].meaning });
      onClose();
    },
    onSettled: () => queries.invalidateQueries(),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    set.mutate();
  };

  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          label="Reason"
          description="For colleagues; visitors never see it."
          placeholder="Primary database is failing over"
          required
          maxLength={500}
          error={fieldError(set.error, 'reason')}
          data-autofocus
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Input.Wrapper label="For how long">
          <SegmentedControl
            fullWidth
            orientation={orientation}
            data={durations}
            value={minutes}
            onChange={setMinutes}
            aria-label="For how long"
          />
        </Input.Wrapper>
        <Input.Wrapper label="Stage" description={stages[stage].meaning}>
          <SegmentedControl
            fullWidth
            orientation={orientation}
            mt={6}
            aria-label="Stage"
            data={choices.map((value) => ({ value, label: stages[value].name }))}
            value={stage}
            onChange={(value) => setStage(value as Stage)}
          />
        </Input.Wrapper>
        <Textarea
          label="Message to visitors"
          description="Left empty, they read a friendly standard text."
          placeholder="Booking is paused for a few minutes. Have a look around meanwhile."
          maxLength={500}
          error={fieldError(set.error, 'message')}
          autosize
          minRows={2}
          value={message}
          onChange={(event) => setMessage(event.currentTarget.value)}
        />
        <Input.Wrapper label="Shed heavy features up to level" mb="lg">
          <Slider
            thumbLabel="Shed level"
            min={0}
            max={4}
            marks={levels}
            label={null}
            value={shedLevel}
            onChange={setShedLevel}
          />
        </Input.Wrapper>
        <Alert color={stages[stage].colour} variant="light" title="What will happen">
          {consequences(stage, shedLevel, environment.name, instances, expiresAt)}
        </Alert>
        {set.error && (
          <Alert color="red" role="alert" title="Not held">
            {set.error.message}
          </Alert>
        )}
        <Group justify="end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" color="red" loading={set.isPending} disabled={!reason.trim()}>
            Hold {environment.name}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
