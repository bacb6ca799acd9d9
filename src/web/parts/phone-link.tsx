// A phone number to ring by one tap, kept on one line.
import type { ReactElement } from 'react';
import { Bdi } from '#ui';

export const PhoneLink = ({ number }: { readonly number: string }): ReactElement => (
  <a href={`tel:${number.replace(/[^\d+]/g, '')}`}>
    <Bdi>{number.replaceAll(' ', '\u00a0')}</Bdi>
  </a>
);
