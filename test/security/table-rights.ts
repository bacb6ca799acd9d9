// Who may read (r), insert (i), update (u) and delete (d) in each table: the list a reviewer reads, held against policies and grants.

type Rights = Readonly<Record<string, string>>;

const EVERYBODY_ADDS = {
  referrer: 'i',
  link_worker: 'i',
  manager: 'i',
  administrator: 'i',
  privacy_lead: 'i',
  evaluator: 'i',
  public: 'i',
  client: 'i',
} as const;

const EVERYBODY_READS = {
  referrer: 'r',
  link_worker: 'r',
  manager: 'r',
  administrator: 'r',
  privacy_lead: 'r',
  evaluator: 'r',
  public: 'r',
  client: 'r',
} as const;

/** Who a person is. Whoever sends somebody brings these, and reads again whom they sent; a visitor reads nothing. */
const IDENTITY: Rights = {
  referrer: 'ri',
  link_worker: 'riu',
  manager: 'riu',
  privacy_lead: 'r',
  public: 'i',
  client: 'ri',
  system: 'riu',
};

/** What was done with a person: those who work with them, and the privacy lead reads. Nothing of it goes back to a sender. */
const WORK: Rights = { link_worker: 'riu', manager: 'riu', privacy_lead: 'r', system: 'riu' };

/** The same where nobody writes over what was written: a history. */
const WORK_ADDED: Rights = { link_worker: 'ri', manager: 'ri', privacy_lead: 'r', system: 'riu' };

/** Decisions about two records: undone by a mark, never removed. */
const DECISION: Rights = { link_worker: 'riu', manager: 'riu', system: 'riu' };

const ADDED_WITH_REFERRAL: Rights = {
  referrer: 'ri',
  link_worker: 'ri',
  manager: 'ri',
  privacy_lead: 'r',
  public: 'i',
  client: 'ri',
  system: 'ri',
};

/** Rights in one's own organisation; of another's nobody has any. A role that is not named has none. */
export const MAY: Readonly<Record<string, Rights>> = {
  accounts: {
    referrer: 'ru',
    link_worker: 'ru',
    manager: 'ru',
    administrator: 'riu',
    privacy_lead: 'ru',
    evaluator: 'ru',
    system: 'riu',
  },
  allocation_proposal_rows: WORK,
  allocation_proposals: { link_worker: 'ri', manager: 'ri', privacy_lead: 'r', system: 'ri' },
  api_clients: { administrator: 'riu', system: 'riu' },
  audit_event_details: { ...EVERYBODY_ADDS, privacy_lead: 'rid', system: 'rid' },
  audit_events: { ...EVERYBODY_ADDS, privacy_lead: 'ri', system: 'ri' },
  audit_sealed_up_to: { system: 'riu' },
  audit_seals: { privacy_lead: 'r', system: 'ri' },
  contacts: WORK,
  drafts: { referrer: 'riud', link_worker: 'riud', manager: 'riud', system: 'riud' },
  goals: WORK,
  group_addresses: WORK,
  group_attendance: WORK,
  group_leaders: WORK,
  group_places: WORK,
  group_sessions: WORK,
  groups: WORK,
  interpreter_bookings: WORK,
  link_worker_languages: {
    link_worker: 'riud',
    manager: 'riud',
    administrator: 'riud',
    privacy_lead: 'r',
    system: 'riud',
  },
  link_workers: {
    link_worker: 'ru',
    manager: 'riu',
    administrator: 'riu',
    privacy_lead: 'r',
    system: 'riu',
  },
  measure_responses: WORK,
  messages_back: {
    referrer: 'ru',
    link_worker: 'ri',
    manager: 'ri',
    privacy_lead: 'r',
    client: 'r',
    system: 'riu',
  },
  one_time_links: { administrator: 'riud', system: 'riud' },
  organisations: { ...EVERYBODY_READS, administrator: 'ru', system: 'ru' },
  outbox: { ...EVERYBODY_ADDS, system: 'riud' },
  people: IDENTITY,
  people_told_apart: DECISION,
  person_contact_points: IDENTITY,
  person_facts: IDENTITY,
  person_languages: IDENTITY,
  person_merges: DECISION,
  person_names: IDENTITY,
  preference_outcomes: WORK_ADDED,
  // Nobody who sends referrals searches: what a search looks through arrives with a referral and is not read back.
  person_search_keys: { ...ADDED_WITH_REFERRAL, referrer: 'i', client: 'i' },
  plan_needs: WORK,
  plans: WORK,
  // Secrets of links, by which entries of the directory are changed: for those who keep it.
  provider_links: { administrator: 'riu', system: 'riu' },
  received_messages: { client: 'ri', privacy_lead: 'r', system: 'ri' },
  referral_events: ADDED_WITH_REFERRAL,
  referral_interventions: ADDED_WITH_REFERRAL,
  referral_questions: {
    referrer: 'ru',
    link_worker: 'riu',
    manager: 'riu',
    privacy_lead: 'r',
    client: 'ru',
    system: 'riu',
  },
  referrals: {
    referrer: 'riu',
    link_worker: 'riu',
    manager: 'riu',
    privacy_lead: 'r',
    public: 'i',
    client: 'riu',
    system: 'riu',
  },
  referring_organisations: { ...EVERYBODY_READS, administrator: 'riu', system: 'riu' },
  // An administrator ends the sessions of others and can neither start nor take over one in their name.
  sessions: {
    referrer: 'riud',
    link_worker: 'riud',
    manager: 'riud',
    administrator: 'rid',
    privacy_lead: 'riud',
    evaluator: 'riud',
    system: 'riud',
  },
  // Counted for all of a service by the system; read only through protected numbers.
  search_counts: { system: 'riu' },
  // Whoever checked can be asked by colleagues.
  service_checks: { link_worker: 'riu', manager: 'riu', administrator: 'riu', system: 'riu' },
  // Who complained of an entry is for those who lead; referrers and link workers see their own.
  service_reports: { referrer: 'riu', link_worker: 'riu', manager: 'riu', administrator: 'r', system: 'riu' },
  // Each has only their own.
  shortlists: { referrer: 'riu', link_worker: 'riu', manager: 'riu', system: 'riu' },
  steps: WORK,
  tasks: WORK,
  teams: { ...EVERYBODY_READS, administrator: 'riu', system: 'riu' },
  unmet_needs: WORK,
  worker_choices: WORK_ADDED,
};

type SharedRights = {
  readonly read: 'everybody' | readonly string[];
  readonly write: readonly string[];
  /** Why it has no row-level security: the serving role has no grant on it at all. */
  readonly unsecured?: string;
};

/** Published reference data without a word about people (docs/decisions/0010-shared-directory.md). */
const PUBLISHED: SharedRights = { read: 'everybody', write: ['system', 'administrator'] };
/** As a source sent it, with names of its staff perhaps: for those who repair imports. */
const CURATED: SharedRights = { read: ['system', 'administrator'], write: ['system', 'administrator'] };
const REPAIRED: SharedRights = { read: ['system', 'administrator'], write: ['system', 'administrator'] };

export const SHARED: Readonly<Record<string, SharedRights>> = {
  directory_accessibility: PUBLISHED,
  directory_addresses: PUBLISHED,
  directory_attributes: PUBLISHED,
  // Written by a trigger only.
  directory_changes: { read: 'everybody', write: [] },
  directory_checks: PUBLISHED,
  directory_contacts: PUBLISHED,
  directory_corrections: PUBLISHED,
  directory_cost_options: PUBLISHED,
  // What somebody typed about a field, for those who settle it.
  directory_dispute_words: CURATED,
  directory_disputes: PUBLISHED,
  directory_duplicates: CURATED,
  directory_fundings: PUBLISHED,
  directory_import_pages: REPAIRED,
  directory_import_problems: REPAIRED,
  directory_imports: REPAIRED,
  directory_languages: PUBLISHED,
  directory_locations: PUBLISHED,
  directory_match_keys: CURATED,
  directory_metadata: PUBLISHED,
  directory_organization_identifiers: PUBLISHED,
  directory_organizations: PUBLISHED,
  directory_phones: PUBLISHED,
  directory_programs: PUBLISHED,
  directory_records: REPAIRED,
  directory_required_documents: PUBLISHED,
  directory_schedules: PUBLISHED,
  directory_service_areas: PUBLISHED,
  directory_service_at_locations: PUBLISHED,
  directory_service_capacities: PUBLISHED,
  directory_service_terms: PUBLISHED,
  directory_services: PUBLISHED,
  directory_sources: PUBLISHED,
  // Follows from the rest; whoever checks or reports has it worked out again at once.
  directory_standings: {
    read: 'everybody',
    write: ['system', 'administrator', 'manager', 'link_worker', 'referrer'],
  },
  directory_tallies: PUBLISHED,
  directory_taxonomies: PUBLISHED,
  directory_taxonomy_terms: PUBLISHED,
  directory_units: PUBLISHED,
  directory_unknown_strings: REPAIRED,
  directory_urls: PUBLISHED,
  postcodes: PUBLISHED,
  schema_migrations: { read: [], write: [], unsecured: 'names of migrations; no grant to the serving role' },
  // Hashed keys and times of attempts, before an organisation is known.
  sign_in_attempts: { read: ['gate'], write: ['gate'] },
};
