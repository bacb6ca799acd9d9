// A small world for the security tests: two organisations, two teams in each, and in each team one of everything, made by real actions.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { disableAccount, inviteAccount, makeApiClient } from '#accounts';
import { arrangeBooking, askForInterpreter, recordContact, recordOutcome } from '#contacts';
import { type Ctx, discardDraft, keepAnswers, startDraft } from '#database';
import {
  checkService,
  listSharedShortlists,
  makeProviderLink,
  reportField,
  shareShortlist,
  shortlistService,
} from '#directory';
import { addDates, joinGroup, keepRegister, loadSessions, makeGroup } from '#groups';
import { type Outcome, type Role, type StaffActor, uuidv7 } from '#kernel';
import { addTask, completeTask } from '#link-workers';
import { composeMessageBack, saveMessageBack } from '#messages';
import { takeMeasure } from '#outcomes';
import { type ArrivingPerson, recordDifferentPeople } from '#people';
import {
  addGoal,
  addStep,
  agreeNeeds,
  chooseService,
  endGap,
  loadGapsOfPlan,
  loadPlan,
  recordGapOfNeed,
  startPlan,
} from '#plans';
import {
  acceptReferral,
  allocateReferral,
  askReferrer,
  beginWork,
  closeReferral,
  declineReferral,
  giveToWorker,
  loadReferral,
  proposeForTeam,
  receiveReferral,
  recordSamePerson,
  type State,
  withdrawReferral,
} from '#referrals';
import { arrivalOf } from '../../src/referrals/arrival.fixture.ts';
import { sealEverything } from '../sealing.ts';
import { ACTORS, NOON, NORTH, SOUTH, type TestDatabase } from '../testing.ts';
import { addDirectoryRows, type SharedIds } from './directory-rows.ts';

/** One team's people and records. `name` is a surname that nobody outside this team has. */
export type Case = {
  readonly place: typeof NORTH | typeof SOUTH;
  readonly team: 'A' | 'B';
  readonly surname: string;
  readonly worker: StaffActor;
  readonly referrer: StaffActor;
  /** Texts that identify the people of this case: names, birth date, numbers, addresses. */
  readonly personal: readonly string[];
  readonly people: readonly string[];
  readonly referrals: readonly string[];
  /** Ids by the name a parameter of an address has; several where their state makes a difference. */
  readonly ids: Readonly<Record<string, readonly string[]>>;
  /** Half-filled referral forms by the role of their owner. */
  readonly drafts: Readonly<Partial<Record<Role, string>>>;
  /** Each owner's newest with a link, by role. */
  readonly shortlists: Readonly<Partial<Record<Role, string>>>;
  /** Messages with the referral each is about. */
  readonly letters: readonly { readonly referral: string; readonly message: string }[];
  /** Bearer token of a system of the referring organisation. */
  readonly token: string;
  /** Secret of a link by which a service corrects its entry. */
  readonly providerLink: string;
};

export type World = {
  readonly northA: Case;
  readonly northB: Case;
  readonly southA: Case;
  readonly southB: Case;
  readonly all: readonly Case[];
  /** A service of the shared directory. */
  readonly service: string;
  /** Everything of the shared directory that an address may name. */
  readonly shared: SharedIds;
};

const must = <Value>(outcome: Outcome<Value, string>): Value => {
  if (!outcome.ok) throw new Error(`the world could not be made: ${outcome.reason}`);
  return outcome.value;
};

const NOW = Temporal.Instant.from(NOON);

/** Everything but sessions, which browsers start. Seals what was recorded, so that the audit's own tables hold rows too. */
export async function makeWorld(test: TestDatabase): Promise<World> {
  const shared = await addDirectoryRows(test);
  const { service } = shared;
  const make = (place: 'north' | 'south', team: 'A' | 'B') => makeCase(test, place, team, service);
  const [northA, northB, southA, southB] = [
    await make('north', 'A'),
    await make('north', 'B'),
    await make('south', 'A'),
    await make('south', 'B'),
  ] as const;
  const folder = mkdtempSync(join(tmpdir(), 'footbridge-seals-'));
  await sealEverything(test, folder);
  rmSync(folder, { recursive: true });
  return { northA, northB, southA, southB, all: [northA, northB, southA, southB], service, shared };
}

async function makeCase(
  test: TestDatabase,
  placeName: 'north' | 'south',
  team: 'A' | 'B',
  service: string,
): Promise<Case> {
  const [place, actors] = [placeName === 'north' ? NORTH : SOUTH, ACTORS[placeName]];
  const second = team === 'B';
  const who = {
    place,
    team,
    surname: `${placeName === 'north' ? 'North' : 'South'}${second ? 'beta' : 'alpha'}`,
    worker: second ? actors.otherLinkWorker : actors.linkWorker,
    referrer: second ? actors.otherReferrer : actors.referrer,
  };
  const sent = await sendReferrals(test, who);
  const worked = await test.as(who.worker, ctx => work(ctx, who.worker, sent, service));
  // A proposal is made in one's own name: one of each who may.
  for (const maker of [actors.manager, actors.system])
    await test.as(maker, async ctx => must(await proposeForTeam(ctx, who.worker.teamId ?? '')));
  const drafts: Partial<Record<Role, string>> = {};
  for (const owner of [who.referrer, who.worker, actors.manager])
    drafts[owner.role] = await test.as(owner, ctx => keepDraft(ctx, who.surname));
  const shortlists: Partial<Record<Role, string>> = {};
  for (const owner of [who.referrer, who.worker, actors.manager])
    shortlists[owner.role] = await test.as(owner, ctx => makeShortlists(ctx, service));
  const providerLink = await tellOfService(test, who, service);
  const { token, ...administered } = await test.as(actors.administrator, ctx => administer(ctx, who));
  await receiveMessage(test, who, administered.client[0] ?? null);
  await test.asSuperuser(
    `insert into search_counts values ($1, '2026-03-01', 'food', 3, 2, 1) on conflict do nothing`,
    [place.organisationId],
  );
  const reach = await test.asSuperuser<{ id: string }>(
    'select id from person_contact_points where person_id = $1 order by id',
    [sent.people.active],
  );
  return {
    ...who,
    token,
    providerLink,
    personal: sent.personal,
    people: Object.values(sent.people),
    referrals: Object.values(sent.referrals),
    drafts,
    shortlists,
    letters: worked.letters,
    ids: {
      ...administered,
      ...worked.ids,
      reach: reach.map(({ id }) => id),
      person: (['active', 'received', 'joined', 'closed'] as const).map(kind => sent.people[kind]),
      referral: ASKED_ABOUT.map(kind => sent.referrals[kind]),
      referringOrganisation: [who.referrer.referringOrganisationId ?? ''],
      team: [who.worker.teamId ?? ''],
      worker: [who.worker.accountId],
    },
  };
}

type Sender = Pick<Case, 'place' | 'team' | 'surname' | 'referrer' | 'worker'>;
type Kind = State | 'joined' | 'alike' | 'twin';
type Sent = {
  readonly referrals: Readonly<Record<Kind, string>>;
  readonly people: Readonly<Record<Kind, string>>;
  readonly personal: readonly string[];
};

const KINDS: readonly Kind[] = [
  'active',
  'received',
  'waiting_for_referrer',
  'accepted',
  'allocated',
  'closed',
  'declined',
  'withdrawn',
  'joined',
  'alike',
  'twin',
];

/** States in which pages differ, the fullest first. */
const ASKED_ABOUT: readonly Kind[] = [
  'active',
  'received',
  'waiting_for_referrer',
  'accepted',
  'closed',
  'withdrawn',
  'joined',
];

async function sendReferrals(test: TestDatabase, sender: Sender): Promise<Sent> {
  const referrals: Partial<Record<Kind, string>> = {};
  const people: Partial<Record<Kind, string>> = {};
  const personal = new Set<string>([sender.surname]);
  for (const [index, kind] of KINDS.entries()) {
    // Two come with the same name, birth date and numbers as the first: perhaps one person, for a human to say.
    const person = somebody(sender, kind === 'twin' || kind === 'alike' ? 0 : index, personal);
    const { accountId, referringOrganisationId, name } = sender.referrer;
    const referrer = { ...arrivalOf().referrer, accountId, referringOrganisationId, name };
    const arrival = arrivalOf({
      source: 'referrer',
      person,
      referrer,
      whatMatters: `Words of ${sender.surname}`,
    });
    const received = await test.as(sender.referrer, ctx => receiveReferral(ctx, arrival));
    referrals[kind] = received.referralId;
    people[kind] = received.personId;
  }
  return {
    referrals: referrals as Sent['referrals'],
    people: people as Sent['people'],
    personal: [...personal],
  };
}

function somebody({ place, team, surname }: Sender, index: number, personal: Set<string>): ArrivingPerson {
  const serial = (place === NORTH ? 100 : 300) + (team === 'A' ? 0 : 100) + index;
  const given = `Given${String.fromCharCode(65 + index)}`;
  const phone = `07700 900${serial}`;
  const email = `${given}.${surname}@example.org`.toLowerCase();
  const nhsNumber = testNhsNumber(serial);
  const birthDate = `19${60 + index}-0${1 + (serial % 9)}-1${serial % 9}`;
  const postcode = `LS${1 + index} ${place === NORTH ? 4 : 5}${team}Q`;
  for (const text of [email, phone, phone.replace(' ', ''), nhsNumber, birthDate, postcode, given])
    personal.add(text);
  const point = {
    belongsTo: 'person',
    safeToUse: 'yes',
    safeNote: `Note of ${surname}`,
    preferred: false,
  } as const;
  return {
    names: [{ use: 'legal', fullName: `${given} ${surname}`, given, family: surname }],
    birthDate: { status: 'answered', value: birthDate },
    nhsNumber,
    nhsNumberStatus: 'given',
    gpPracticeId: null,
    gpRegistration: 'not_registered',
    contactPoints: [
      { ...point, kind: 'phone', value: phone },
      { ...point, kind: 'email', value: email },
      { ...point, kind: 'address', value: `1 ${surname} Street`, postcode },
    ],
    languages: [{ language: 'ti', label: 'Tigrinya', use: 'speaks', preferred: true }],
    facts: [{ kind: 'interpreter', answer: { status: 'answered', value: true } }],
  };
}

/** In the range kept for tests (999 …), with its check digit. */
function testNhsNumber(serial: number): string {
  for (let tail = serial * 10; ; tail++) {
    const nine = `999${String(tail).padStart(6, '0')}`;
    const sum = [...nine].reduce((total, digit, place) => total + Number(digit) * (10 - place), 0);
    const check = (11 - (sum % 11)) % 11;
    if (check !== 10) return `${nine}${check}`;
  }
}

/** What a link worker does over a year, in one transaction: each referral comes into its state, the active one has everything. */
async function work(
  ctx: Ctx,
  worker: StaffActor,
  { referrals, people }: Sent,
  service: string,
): Promise<Pick<Case, 'ids' | 'letters'>> {
  const letters: { referral: string; message: string }[] = [];
  const tell = async (kind: 'question' | 'accepted' | 'declined' | 'closed', of: Kind): Promise<void> => {
    const referral = await loadReferral(ctx, referrals[of]);
    const content = referral && (await composeMessageBack(ctx, referral, kind));
    if (!content) return;
    const message = must(await saveMessageBack(ctx, referrals[of], content));
    letters.push({ referral: referrals[of], message });
  };
  must(await askReferrer(ctx, referrals.waiting_for_referrer, 'Which days suit?'));
  must(await declineReferral(ctx, referrals.declined, 'no-capacity', 'Full until May'));
  must(await withdrawReferral(ctx, referrals.withdrawn, 'Moved away'));
  for (const of of ['accepted', 'allocated', 'active', 'closed'] as const)
    must(await acceptReferral(ctx, referrals[of]));
  for (const of of ['allocated', 'closed'] as const)
    must(await allocateReferral(ctx, referrals[of], worker.accountId, 'Speaks Tigrinya'));
  // Chosen from the list, so that the ledger of preferences has lines.
  const chosen = { workerId: worker.accountId, why: 'Speaks Tigrinya', personAgrees: false };
  must(await giveToWorker(ctx, referrals.active, chosen));
  for (const of of ['active', 'closed'] as const) must(await beginWork(ctx, referrals[of], NOW.toString()));
  must(await recordSamePerson(ctx, referrals.joined, people.active));
  must(await recordDifferentPeople(ctx, people.active, people.alike));
  const planned = await plan(ctx, worker, { referralId: referrals.active, personId: people.active }, service);
  const contact = must(await recordContact(ctx, contactOf(worker, people.active, referrals.active)));
  const booking = await bookInterpreter(ctx, worker, people.active, referrals.active);
  must(await closeReferral(ctx, referrals.closed, { reason: 'goals-met', note: 'It went well' }));
  await tell('question', 'waiting_for_referrer');
  await tell('accepted', 'active');
  await tell('declined', 'declined');
  await tell('closed', 'closed');
  const message = letters.map(letter => letter.message);
  const proposal = must(await proposeForTeam(ctx, worker.teamId ?? ''));
  const met = await runGroup(ctx, worker, { referrals, people });
  return {
    ids: { ...planned, ...met, contact: [contact.contactId], booking, message, proposal: [proposal] },
    letters,
  };
}

/** A group with one place: somebody has it, two wait; one meeting with a register, and one to come. */
async function runGroup(
  ctx: Ctx,
  worker: StaffActor,
  { referrals, people }: Pick<Sent, 'referrals' | 'people'>,
): Promise<Record<string, readonly string[]>> {
  const group = must(
    await makeGroup(ctx, {
      teamId: worker.teamId ?? '',
      name: 'Sewing circle',
      about: '',
      helps: [],
      who: 'mixed',
      languages: ['ti'],
      interpreted: [],
      culture: '',
      creche: 'not_known',
      stepFree: 'yes',
      online: false,
      places: 1,
      joining: 'open',
      address: 'Hall Road 1',
      confidential: true,
      leaders: [worker.accountId],
    }),
  );
  const dates = { minutes: 60, repeat: 'once', until: null, leaveOutBankHolidays: false } as const;
  const time = Temporal.PlainTime.from('09:00');
  for (const firstOn of ['2026-03-10', '2026-03-19'])
    must(await addDates(ctx, group, { ...dates, firstOn, time }));
  const asked = {
    stepId: null,
    agreed: [],
    belongs: false,
    softens: false,
    waitFor: null,
    note: '',
  } as const;
  const places: string[] = [];
  for (const of of ['active', 'allocated', 'accepted'] as const) {
    const about = { groupId: group, personId: people[of], referralId: referrals[of] };
    places.push(must(await joinGroup(ctx, { ...asked, ...about })).placeId);
  }
  const { sessions: held } = await loadSessions(ctx, group, { past: true });
  const { sessions: next } = await loadSessions(ctx, group, { past: false });
  const entries = [{ personId: people.active, mark: 'present', reason: null }] as const;
  must(await keepRegister(ctx, held[0]?.id ?? '', { entries, guests: 1, version: 0 }));
  // The one who waits second comes first: all that can be done with a place can be done with theirs.
  return {
    group: [group],
    place: [...places].reverse(),
    session: [...next, ...held].map(({ id }) => id),
  };
}

/** One that is booked, one that is still to be, and one that took place. */
async function bookInterpreter(
  ctx: Ctx,
  { accountId: workerId }: StaffActor,
  personId: string,
  referralId: string,
): Promise<string[]> {
  const wishes = {
    role: 'interpreter',
    language: 'ti',
    dialect: 'Asmara',
    sexWished: 'female',
    mode: 'face_to_face',
    startsAt: NOW.add({ hours: 72 }),
    talkMinutes: 30,
    bookedMinutes: 60,
    place: 'Room 2',
  } as const;
  const ask = async (startsAt: Temporal.Instant = wishes.startsAt) =>
    must(await askForInterpreter(ctx, { ...wishes, startsAt, personId, referralId, workerId }));
  const [booked, toBook, held] = [await ask(), await ask(), await ask(NOW.subtract({ hours: 2 }))];
  const provider = { provider: 'Words Ltd', providerReference: 'W-1', sexGiven: 'female' } as const;
  must(await arrangeBooking(ctx, booked, { ...wishes, ...provider, standing: 'booked' }));
  must(await recordOutcome(ctx, held, { kind: 'attended' }));
  return [booked, toBook, held];
}

const contactOf = (worker: StaffActor, personId: string, referralId: string) => ({
  personId,
  referralId,
  workerId: worker.accountId,
  happenedAt: NOW.subtract({ hours: 20 }),
  minutes: 40,
  mode: 'face_to_face' as const,
  reached: 'reached' as const,
  interpreting: 'professional' as const,
  interpreterLanguage: 'ti',
  interpreterReason: null,
  note: 'Said that the evenings are long',
  nextTask: { kind: 'follow_up' as const, title: '', dueOn: '2026-03-17' },
  completes: [],
});

async function plan(
  ctx: Ctx,
  worker: StaffActor,
  { referralId, personId }: { referralId: string; personId: string },
  service: string,
): Promise<Record<string, readonly string[]>> {
  const planId = must(await startPlan(ctx, referralId));
  must(await agreeNeeds(ctx, planId, [{ category: 'language', description: 'To read letters' }]));
  const goal = must(
    await addGoal(ctx, planId, {
      description: 'Speak with the school',
      domain: 'knowledge_skills',
      importance: 8,
      needId: null,
    }),
  );
  const words = {
    description: 'Join a class',
    who: 'together',
    dueOn: '2026-04-01',
    confidence: 6,
  } as const;
  const step = must(await addStep(ctx, goal, words, { remind: worker.accountId }));
  must(await chooseService(ctx, step, { serviceId: service, serviceName: 'English classes' }));
  const measure = must(
    await takeMeasure(ctx, {
      personId,
      referralId,
      measure: 'ons4',
      point: 'start',
      language: 'en',
      mode: 'read_aloud',
      answeredBy: 'person',
      answers: { satisfied: { value: 3 } },
      takenOn: '2026-03-09',
      birthDate: null,
    }),
  );
  const task = {
    workerId: worker.accountId,
    personId,
    referralId,
    kind: 'other',
    dueOn: '2026-03-12',
  } as const;
  const open = must(await addTask(ctx, { ...task, title: 'Ring the college' }));
  const done = must(await addTask(ctx, { ...task, title: 'Send the leaflet' }));
  must(await completeTask(ctx, done));
  const need = (await loadPlan(ctx, { planId }))?.needs[0]?.id ?? '';
  for (const reason of ['not_in_language', 'list_full'] as const)
    must(await recordGapOfNeed(ctx, need, { reason, source: 'plan' }));
  const [ended, gap] = (await loadGapsOfPlan(ctx, planId)).map(({ id }) => id);
  must(await endGap(ctx, ended ?? '', 'found'));
  return {
    plan: [planId],
    need: [need],
    gap: [gap ?? '', ended ?? ''],
    goal: [goal],
    step: [step],
    measure: ['ons4'],
    response: [measure],
    task: [open, done],
    service: [service],
  };
}

/** One that is kept; another was begun and thrown away. */
async function keepDraft(ctx: Ctx, surname: string): Promise<string> {
  const kind = 'referral-referrer';
  const started = await startDraft(ctx, kind, 'en', null);
  await keepAnswers(ctx, started, 'name', { 'full-name': `Draft ${surname}` });
  await keepAnswers(ctx, started, 'consent', { consent: 'given_for_person' });
  await discardDraft(ctx, await startDraft(ctx, kind, 'en', null));
  return started;
}

/** One in hand, and one with a link. @returns the id of the latter. */
async function makeShortlists(ctx: Ctx, service: string): Promise<string> {
  must(await shortlistService(ctx, service));
  must(await shareShortlist(ctx));
  must(await shortlistService(ctx, service));
  return (await listSharedShortlists(ctx))[0]?.id ?? '';
}

/** One report and one check of each who may make them, and a link for the service. */
async function tellOfService(
  test: TestDatabase,
  { place, referrer, worker }: Sender,
  service: string,
): Promise<string> {
  const { manager, administrator } = ACTORS[place === NORTH ? 'north' : 'south'];
  for (const actor of [referrer, worker, manager])
    await test.as(actor, ctx => reportField(ctx, service, { field: 'phone', said: '' }));
  for (const actor of [worker, manager, administrator])
    await test.as(actor, async ctx => must(await checkService(ctx, service, 'phone')));
  return test.as(administrator, async ctx => must(await makeProviderLink(ctx, service)).token);
}

async function administer(
  ctx: Ctx,
  { place, team, referrer }: Sender,
): Promise<{ token: string; account: string[]; client: string[]; link: string[] }> {
  const referringOrganisationId = referrer.referringOrganisationId;
  const client = must(await makeApiClient(ctx, { name: `System of ${team}`, referringOrganisationId }));
  const invite = async (name: string) =>
    must(
      await inviteAccount(ctx, {
        email: `${name}.${team}@${place.slug}.example`,
        name: `${name} ${place.slug} ${team}`,
        role: 'manager',
        teamId: null,
        referringOrganisationId: null,
      }),
    );
  const [invited, left] = [await invite('New'), await invite('Left')];
  must(await disableAccount(ctx, left.accountId));
  return {
    token: client.token,
    client: [client.id],
    account: [invited.accountId, left.accountId],
    link: [invited.linkToken],
  };
}

/** A message that was taken in, as the interface keeps it. */
async function receiveMessage(
  test: TestDatabase,
  { place, surname }: Sender,
  clientId: string | null,
): Promise<void> {
  await test.as(ACTORS[place.slug].system, ctx =>
    ctx.tx
      .insertInto('received_messages')
      .values({
        organisation_id: place.organisationId,
        id: uuidv7(),
        client_id: clientId,
        message_id: `message of ${surname}`,
        payload_sealed: Buffer.from(`sealed ${surname}`),
        received_at: NOW.toString(),
      })
      .execute(),
  );
}
