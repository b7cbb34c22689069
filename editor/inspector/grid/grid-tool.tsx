import { ActionIcon, Tooltip } from '@mantine/core';
import type { IconCopy } from '@tabler/icons-react';

interface ToolProps {
  readonly label: string;
  readonly Icon: typeof IconCopy;
  readonly run: () => void;
  readonly off?: boolean;
  readonly onDone: () => void;
}

/** A tool above the grid that is an icon alone. */
export function GridTool({ label, Icon, run, off, onDone }: ToolProps) {
  return (
    <Tooltip label={label} openDelay={400}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={28}
        aria-label={label}
        disabled={off}
        onClick={() => {
          run();
          onDone();
        }}
      >
        <Icon size={16} />
      </ActionIcon>
    </Tooltip>
  );
}
