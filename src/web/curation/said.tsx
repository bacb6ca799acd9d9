// What an entry or its source says of a field, in a cell of a table.
import { onOneLine } from '#directory';
import { Bdi } from '#ui';

export const Said = ({ text }: { readonly text: string }) => <Bdi>{onOneLine(text) || 'Nothing'}</Bdi>;
