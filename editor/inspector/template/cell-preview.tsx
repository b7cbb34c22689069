/** What a cell of a row, or a field of a new event, would hold. */
import { textOf } from '../../../nodes/kit/lenient.ts';
import { type ControlProps, useFormScope } from '../form/form-scope.ts';
import { useTriedEvent } from '../form/tried-event.ts';
import { TemplatePreviewBox } from './template-preview-box.tsx';

export default function CellPreview({
  control,
  name,
  template,
}: {
  readonly control: ControlProps;
  readonly name: string;
  readonly template: string;
}) {
  const scope = useFormScope();
  const tried = useTriedEvent(control, scope);
  const { flowId: flow, nodeId: node } = scope.context;
  const path = `${control.path.replace(/^params\./, '')}.${name}`;
  return (
    <TemplatePreviewBox
      label={name}
      template={template}
      tried={tried}
      place={{ flow, node, timezone: tried.timezone, channel: textOf(scope.config.channel), path }}
    />
  );
}
