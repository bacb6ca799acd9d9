// What can be done with an open task, as buttons and links of a row.
import type { ReactElement } from 'react';
import type { Task } from '#link-workers';
import { ButtonForm } from '#ui';
import type { Back } from './back.ts';

type TaskButtonsProps = { readonly task: Pick<Task, 'id' | 'title'>; readonly back: Back };

export const TaskButtons = ({ task, back }: TaskButtonsProps): ReactElement => (
  <div className="fb-row-actions">
    <ButtonForm action={`/tasks/${task.id}/done`} hidden={{ back }} variant="secondary" small>
      Done<span className="nhsuk-u-visually-hidden">: {task.title}</span>
    </ButtonForm>
    <a href={`/tasks/${task.id}/reschedule?back=${back}`}>
      Another day<span className="nhsuk-u-visually-hidden">: {task.title}</span>
    </a>
    <a href={`/tasks/${task.id}/cancel?back=${back}`}>
      Cancel<span className="nhsuk-u-visually-hidden">: {task.title}</span>
    </a>
  </div>
);
