// Registers that a worker has still to fill in: on the list of groups and beside their tasks.
import type { ReactElement } from 'react';
import type { SessionToLead } from '#groups';
import { Bdi } from '#ui';
import { sessionHref, timeWords } from '../words.ts';

export const RegistersDue = ({ due }: { readonly due: readonly SessionToLead[] }): ReactElement | null =>
  due.length === 0 ? null : (
    <section aria-labelledby="registers">
      <h2 id="registers" className="nhsuk-heading-m">
        Registers to fill in
      </h2>
      <ul className="nhsuk-list nhsuk-list--bullet">
        {due.map(session => (
          <li key={session.id}>
            <a href={sessionHref(session)}>
              <Bdi>{session.groupName}</Bdi>, {timeWords(session)}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
