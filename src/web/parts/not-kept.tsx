// What somebody wrote while a colleague was quicker: it was not kept, and stands there to be copied.
import type { ReactElement } from 'react';
import { Bdi, InsetText } from '#ui';

export const NotKept = ({ text }: { readonly text: string }): ReactElement | null =>
  text === '' ? null : (
    <InsetText>
      <p>You wrote, and it was not kept:</p>
      <p className="fb-note">
        <Bdi>{text}</Bdi>
      </p>
    </InsetText>
  );
