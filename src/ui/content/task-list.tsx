// Lists with a state for each entry: tasks to do, and what happened when.

import type { ReactNode } from 'react';
import { Tag, type TagMeaning } from './tag.tsx';

export type Task = {
  readonly id: string;
  readonly text: ReactNode;
  /** Left out when it cannot be started yet. */
  readonly href?: string | undefined;
  readonly hint?: ReactNode;
  /** Without a meaning the state is plain text: for what is done and needs no attention. */
  readonly status: { readonly text: string; readonly meaning?: TagMeaning | undefined };
};

const statusWords = ({ status, href }: Task) => {
  if (status.meaning) return <Tag meaning={status.meaning}>{status.text}</Tag>;
  return href === undefined ? <span className="fb-missing">{status.text}</span> : status.text;
};

/** After nhsuk-frontend's task list, which the component library does not have. Ids must differ within a page. */
export const TaskList = ({ tasks }: { tasks: readonly Task[] }) => (
  <ul className="nhsuk-task-list">
    {tasks.map(task => {
      const { id, text, href, hint } = task;
      const described = hint ? `${id}-hint ${id}-status` : `${id}-status`;
      return (
        <li
          key={id}
          className={
            href ? 'nhsuk-task-list__item nhsuk-task-list__item--with-link' : 'nhsuk-task-list__item'
          }
        >
          <div className="nhsuk-task-list__name-and-hint">
            {href ? (
              <a className="nhsuk-task-list__link nhsuk-link" href={href} aria-describedby={described}>
                {text}
              </a>
            ) : (
              <div>{text}</div>
            )}
            {hint ? (
              <div className="nhsuk-task-list__hint" id={`${id}-hint`}>
                {hint}
              </div>
            ) : null}
          </div>
          <div className="nhsuk-task-list__status" id={`${id}-status`}>
            {statusWords(task)}
          </div>
        </li>
      );
    })}
  </ul>
);
