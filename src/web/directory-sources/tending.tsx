// What an administrator does about a source: read it now, pause it, go on, and take its services out, which is asked twice.
import {
  type ListedSource,
  loadSource,
  pauseSource,
  removeServices,
  requestRun,
  resumeSource,
  type TendRefusal,
} from '#directory';
import type { Outcome } from '#kernel';
import { Bdi, ButtonGroup, Form, Layout, PageHeading, SubmitButton, WarningCallout } from '#ui';
import { type Answered, notFound, page, type Req, redirect } from '#web';
import { count, ROOT } from './sources.tsx';

const servicesOf = (number: number): string =>
  number === 1 ? '1 service' : `${count.format(number)} services`;

const pathOf = (id: string): string => `${ROOT}/sources/${id}`;

const REFUSED: Readonly<Record<Exclude<TendRefusal, 'not-found'>, string>> = {
  'not-a-feed': 'This list is a file. It can only be read again by whoever runs Footbridge.',
  'already-so': 'That had been done already.',
};

function answer(id: string, outcome: Outcome<unknown, TendRefusal>, notice: string): Answered {
  if (outcome.ok) return redirect(pathOf(id), { notice });
  return outcome.reason === 'not-found'
    ? notFound()
    : redirect(pathOf(id), { notice: REFUSED[outcome.reason] });
}

const idOf = (req: Req): string => req.params.source ?? '';

export const pause = async (req: Req): Promise<Answered> =>
  answer(idOf(req), await pauseSource(req.ctx, idOf(req)), 'It is paused. What it brought stays.');

export const resume = async (req: Req): Promise<Answered> =>
  answer(idOf(req), await resumeSource(req.ctx, idOf(req)), 'It will be read by itself again.');

export const runNow = async (req: Req): Promise<Answered> =>
  answer(idOf(req), await requestRun(req.ctx, idOf(req)), 'It will be read within a minute.');

const RemovePage = ({ source }: { readonly source: ListedSource }) => (
  <Layout title="Take its services out" back={pathOf(source.id)}>
    <PageHeading caption={source.name}>Take its services out</PageHeading>
    <WarningCallout heading="What happens">
      <ul className="nhsuk-list nhsuk-list--bullet">
        <li>
          {servicesOf(source.services)} of <Bdi>{source.name}</Bdi> can no longer be found or chosen, and are
          no longer published.
        </li>
        <li>Plans and lists that name one of them go on naming it, with a note that it was taken out.</li>
        <li>What the list sent is deleted here.</li>
        <li>
          {source.isFeed
            ? 'The list is paused. If you want them back, choose “Read it now”.'
            : 'If you want them back, whoever runs Footbridge reads the file again.'}
        </li>
      </ul>
    </WarningCallout>
    <Form action={`${pathOf(source.id)}/remove`}>
      <ButtonGroup>
        <SubmitButton variant="warning">Take {servicesOf(source.services)} out</SubmitButton>
        <a href={pathOf(source.id)}>Keep them</a>
      </ButtonGroup>
    </Form>
  </Layout>
);

export async function askRemove(req: Req): Promise<Answered> {
  const source = await loadSource(req.ctx, idOf(req));
  return source ? page(<RemovePage source={source} />) : notFound();
}

export async function remove(req: Req): Promise<Answered> {
  const outcome = await removeServices(req.ctx, idOf(req));
  return answer(idOf(req), outcome, `${servicesOf(outcome.ok ? outcome.value : 0)} taken out.`);
}
