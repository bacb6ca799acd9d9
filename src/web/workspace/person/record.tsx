// A person's record: how to reach them safely first, then what is next, the plan, the contacts and what changed.
import type { ReactElement } from 'react';
import { type Booking, type Contact, loadBookingsOfPerson, loadContacts } from '#contacts';
import { loadPlacesOfPerson, type PlaceOfPerson } from '#groups';
import { loadEndedTasksOfPerson, loadOpenTasksOfPerson, type Task } from '#link-workers';
import { type KeptMessage, loadMessagesBack } from '#messages';
import { loadResponses, type MeasureResponse } from '#outcomes';
import { loadNewestOutcomes, type PreferenceOutcome } from '#people';
import { loadPlan, type Plan } from '#plans';
import { Bdi, ButtonGroup, ButtonLink, Columns, Layout, PageHeading } from '#ui';
import { type Answered, notFound, page, type Req, redirect } from '#web';
import { GroupsPart, PLACES_SHOWN } from '../groups/joining/record-part.tsx';
import { BOOKINGS_SHOWN, InterpretingPart } from '../interpreting/person-part.tsx';
import { isOpen, openPerson, type PersonScene, personHref } from '../scene.ts';
import { About } from './about.tsx';
import { ContactsPart } from './contacts-part.tsx';
import { MeasurePart } from './measure-part.tsx';
import { PlanPart } from './plan-part.tsx';
import { Reach } from './reach.tsx';
import { ReferralPart } from './referral-part.tsx';
import { TasksPart } from './tasks-part.tsx';

const CONTACTS_SHOWN = 5;

export async function showPerson(req: Req): Promise<Answered> {
  const scene = await openPerson(req);
  if (!scene) return notFound();
  // A human decided that this record is of the same person as another: that one reads both.
  if (scene.person.mergedInto) return redirect(`/people/${scene.person.mergedInto}`);
  const { ctx } = req;
  const { person, referral } = scene;
  const [open, ended, found, booked, joined, plan, responses, messages, given] = await Promise.all([
    loadOpenTasksOfPerson(ctx, person.id),
    loadEndedTasksOfPerson(ctx, person.id),
    loadContacts(ctx, person.id, { pageSize: CONTACTS_SHOWN }),
    loadBookingsOfPerson(ctx, person.id, { pageSize: BOOKINGS_SHOWN }),
    loadPlacesOfPerson(ctx, person.id, { pageSize: PLACES_SHOWN }),
    referral ? loadPlan(ctx, { referralId: referral.id }) : null,
    referral ? loadResponses(ctx, referral.id) : [],
    referral ? loadMessagesBack(ctx, referral.id) : [],
    referral ? loadNewestOutcomes(ctx, referral.id) : [],
  ]);
  const record = {
    scene,
    open,
    ended,
    contacts: found.contacts,
    contactTotal: found.total,
    bookings: booked.bookings,
    bookingTotal: booked.total,
    places: joined.places,
    placeTotal: joined.total,
    plan,
    responses,
    messages,
    given,
  };
  return page(<RecordPage {...record} />, { subject: { type: 'person', id: person.id } });
}

type RecordPageProps = {
  readonly scene: PersonScene;
  readonly open: readonly Task[];
  readonly ended: readonly Task[];
  readonly contacts: readonly Contact[];
  readonly contactTotal: number;
  readonly bookings: readonly Booking[];
  readonly bookingTotal: number;
  readonly places: readonly PlaceOfPerson[];
  readonly placeTotal: number;
  readonly plan: Plan | null;
  readonly responses: readonly MeasureResponse[];
  readonly messages: readonly KeptMessage[];
  readonly given: readonly PreferenceOutcome[];
};

export const RecordPage = ({ scene, plan, ...record }: RecordPageProps): ReactElement => (
  <Layout title="Record" wide back={scene.home}>
    <PageHeading>
      <Bdi>{scene.person.displayName}</Bdi>
    </PageHeading>
    <Columns
      sideLabel="Why they came, and who they are"
      side={
        <>
          <ReferralPart scene={scene} messages={record.messages} />
          <About scene={scene} given={record.given} />
        </>
      }
    >
      <Reach scene={scene} />
      {scene.mayWork ? <Actions scene={scene} /> : null}
      <TasksPart scene={scene} open={record.open} ended={record.ended} />
      <InterpretingPart scene={scene} bookings={record.bookings} total={record.bookingTotal} />
      <GroupsPart scene={scene} places={record.places} total={record.placeTotal} />
      <PlanPart scene={scene} plan={plan} />
      <MeasurePart scene={scene} responses={record.responses} />
      <ContactsPart scene={scene} contacts={record.contacts} total={record.contactTotal} />
    </Columns>
  </Layout>
);

const Actions = ({ scene }: { scene: PersonScene }): ReactElement => (
  <ButtonGroup>
    <ButtonLink href={personHref(scene, '/contacts/new')}>Record a contact</ButtonLink>
    {isOpen(scene.referral) && scene.referral.workerId !== null ? (
      <ButtonLink href={personHref(scene, '/close')} variant="secondary">
        Close the referral
      </ButtonLink>
    ) : null}
  </ButtonGroup>
);
