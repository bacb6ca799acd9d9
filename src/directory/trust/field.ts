// The fields of a service that somebody can say are wrong, with their words; "closed" is said of the service as a whole.

/** In the order of the pages. */
export const FIELDS = {
  name: 'Name',
  description: 'What it does',
  phone: 'Phone',
  email: 'Email',
  url: 'Website',
  address: 'Address',
  areas: 'Areas',
  opening: 'Opening times',
  eligibility: 'Who it is for',
  ages: 'Ages',
  application: 'How to apply',
  cost: 'Cost',
  languages: 'Languages spoken there',
  interpreted: 'Languages by interpreter',
  interpreting: 'Interpreters',
  wait: 'Waiting time',
  taking: 'Taking referrals now',
  routes: 'Who or what refers',
  attending: 'Women, men or both',
  ways: 'In person or from afar',
  format: 'Alone or with others',
  step_free: 'Step-free',
  creche: 'Crèche',
  travel: 'Pays for travel',
  trauma: 'Works in a trauma-informed way',
  nrpf: 'Open to people with no recourse to public funds',
  stages: 'Stages it works at',
  asks_status: 'Asks about immigration status',
  documents: 'Documents asked for',
} as const;
export type ServiceField = keyof typeof FIELDS;
export const FIELD_KEYS = Object.keys(FIELDS) as [ServiceField, ...ServiceField[]];

/** Under the headings of the page of a service, in its order. */
export const FIELD_GROUPS: readonly { readonly heading: string; readonly fields: readonly ServiceField[] }[] =
  [
    { heading: 'What it is', fields: ['name', 'description'] },
    { heading: 'How to reach it', fields: ['phone', 'email', 'url', 'address', 'areas', 'opening'] },
    {
      heading: 'Who it is for',
      fields: ['eligibility', 'ages', 'attending', 'languages', 'interpreted', 'interpreting'],
    },
    { heading: 'How to refer', fields: ['taking', 'routes', 'application', 'wait', 'cost', 'travel'] },
    { heading: 'How it meets', fields: ['ways', 'format', 'step_free', 'creche', 'trauma'] },
    { heading: 'Status and documents', fields: ['nrpf', 'stages', 'asks_status', 'documents'] },
  ];

export const CLOSED = 'closed';
export type Disputable = ServiceField | typeof CLOSED;
export const DISPUTABLE = [CLOSED, ...FIELD_KEYS] as const;

export const isDisputable = (field: string): field is Disputable =>
  field === CLOSED || Object.hasOwn(FIELDS, field);

export const fieldLabel = (field: string): string =>
  field === CLOSED ? 'It has closed' : (FIELDS[field as ServiceField] ?? field);
