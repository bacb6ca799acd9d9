// Finding the way through health care and prevention.
import type { Topic } from './topic.ts';

export const TOPICS_HEALTH_CARE: readonly Topic[] = [
  {
    code: 'NAV-GP',
    category: 'navigation',
    domain: 'healthcare_utilisation',
    weight: 4,
    reasons: [
      '{name} is new to the area and is not registered with a GP yet. Please help with this first.',
      'A surgery turned {name} away for lack of proof of address. {They} would welcome help to register.',
    ],
    matters: ['I want a doctor who knows me.', 'I was sent away once. I do not want to go alone again.'],
    need: 'Needs to register with a GP practice',
    goals: ['Be registered with a GP and have the new patient check'],
    steps: [
      {
        text: 'Fill in the registration form together; no papers are needed',
        who: 'together',
        service: 'A GP surgery near home',
        directory: { kind: 'NAV-GP', named: 'surgery|practice|centre|partners' },
      },
      { text: 'Book the new patient check with a {language} interpreter', who: 'link_worker' },
    ],
    notes: [
      'Rang the practice manager and explained the registration guidance. They agreed at once.',
      'Registered. New patient check is booked for next week, interpreter confirmed.',
    ],
    gained: 'is registered with a GP and has had the new patient check',
  },
  {
    code: 'NAV-SYS',
    category: 'navigation',
    domain: 'healthcare_utilisation',
    weight: 4,
    reasons: [
      '{name} has been to A&E several times for things a pharmacist could help with. Would like to know how the NHS works.',
      'Unsure when to ring 111, see the pharmacist or come to us. A friendly explanation would help.',
      'Has not seen a dentist for years and did not know how to find one.',
    ],
    matters: [
      'I do not know which door to knock on.',
      'Here the system is very different. I want to learn it.',
    ],
    need: 'Would like to know which part of the NHS to use and when',
    goals: ['Know when to use the pharmacy, the GP, 111 and 999', 'See a dentist'],
    steps: [
      { text: 'Go through the picture guide to the NHS together', who: 'together' },
      { text: 'Visit the pharmacy and say hello', who: 'person', service: 'A pharmacy near home' },
      { text: 'Join a dentist’s list', who: 'link_worker', service: 'A dentist that takes new patients' },
    ],
    notes: [
      'We used the picture guide. {name} asked about repeat prescriptions and we practised ordering one.',
      '{name} went to the pharmacist with a cough and was glad not to have waited for hours.',
    ],
    gained: 'knows where to go for what, and has seen a dentist',
  },
  {
    code: 'NAV-PREV',
    category: 'navigation',
    domain: 'physical_health',
    weight: 3,
    reasons: [
      '{name} has no record of vaccinations and would like to catch up. Also due for screening.',
      'Invited for an NHS health check twice but did not come; the letters were in English only.',
    ],
    matters: ['I want to stay healthy for my children.', 'Nobody told me that these tests are for me too.'],
    need: 'Would like to catch up on vaccinations and health checks',
    goals: ['Have the vaccinations that are due', 'Have an NHS health check'],
    steps: [
      {
        text: 'Ask the practice nurse which vaccinations are due',
        who: 'together',
        service: 'A GP surgery near home',
        directory: { kind: 'NAV-GP', named: 'surgery|practice|centre|partners' },
      },
      { text: 'Read the leaflet in {language} and write down questions', who: 'person' },
    ],
    notes: [
      'Nurse appointment went well; second dose in four weeks. A reminder will come by text in {language}.',
    ],
    gained: 'is up to date with vaccinations and has had a health check',
  },
  {
    code: 'NAV-COST',
    category: 'navigation',
    domain: 'healthcare_utilisation',
    weight: 2,
    reasons: [
      '{name} is not collecting a prescription because of the cost. Please help with the low income form.',
      'Needs glasses and is worried about paying. May be able to get help with health costs.',
    ],
    matters: [
      'I choose between food and medicine. I want to stop choosing.',
      'I need glasses to read and to sew.',
    ],
    need: 'Needs help with the cost of prescriptions, glasses or dental care',
    goals: ['Have a certificate for help with health costs', 'Get glasses'],
    steps: [
      { text: 'Fill in form HC1 together', who: 'together' },
      { text: 'Book a free sight test', who: 'person', service: 'An optician near home' },
    ],
    notes: [
      'HC1 form posted. Explained that the answer takes about three weeks.',
      'Certificate came. Prescription collected the same day.',
    ],
    gained: 'has a certificate for help with health costs and a pair of glasses',
  },
  {
    code: 'NAV-SPEC',
    category: 'navigation',
    domain: 'healthcare_utilisation',
    weight: 1,
    reasons: [
      '{name} has a hospital letter for physiotherapy and did not understand it. Would like help to go.',
      'Has long-standing knee pain and was not sure how to use the clinic appointment.',
    ],
    matters: ['I want to walk without pain.', 'The hospital is very large. I get lost.'],
    need: 'Needs help to get to a hospital clinic',
    goals: ['Go to the clinic appointment and understand what comes next'],
    steps: [
      { text: 'Ring the clinic to ask for an interpreter and a longer slot', who: 'link_worker' },
      { text: 'Practise the bus to the hospital', who: 'together' },
    ],
    notes: ['Went through the hospital letter line by line. {name} knows the day, the bus and the door.'],
    gained: 'went to the clinic and does the exercises at home',
  },
  {
    code: 'MH-TALK',
    category: 'mental_health',
    domain: 'mental_health',
    weight: 3,
    reasons: [
      '{name} sleeps badly and feels low. Open to talking therapy if it can be in {language}.',
      'Has had a hard two years. Would like somebody to talk to, at {their} own pace.',
    ],
    matters: ['I carry it alone. I would like to put it down for an hour.', 'I want to sleep.'],
    need: 'Would like to talk to someone about low mood and sleep',
    goals: ['Have a first talk with a therapist', 'Sleep through most nights'],
    steps: [
      {
        text: 'Refer to talking therapy and ask for a {language} interpreter',
        who: 'link_worker',
        service: '{place} Talking Therapies',
        directory: { kind: 'MH-TALK', named: 'talking therap' },
      },
      { text: 'Try the breathing exercise before bed', who: 'person' },
    ],
    notes: [
      '{name} chose not to talk about the past today, and that is fine. We walked in the park instead.',
      'First session with the therapist was “better than I feared”. Another is booked.',
    ],
    gained: 'sees a therapist with an interpreter and sleeps better',
  },
  {
    code: 'MH-PEER',
    category: 'mental_health',
    domain: 'mental_health',
    weight: 2,
    reasons: [
      'Worries a great deal and has headaches. A relaxed group about sleep and stress could help.',
      '{name} does not want therapy but liked the idea of a small group.',
    ],
    matters: ['My head is always busy.', 'I would like to learn how others manage.'],
    need: 'Would like ways to cope with stress and poor sleep',
    goals: ['Go to the calm evenings group four times', 'Use one calming exercise every day'],
    steps: [
      { text: 'Join the sleep and stress group', who: 'person', service: 'Calm Evenings group' },
      { text: 'Listen to the recorded exercises in {language}', who: 'person' },
    ],
    notes: ['Liked the group. The facilitator speaks slowly, and there is good coffee.'],
    gained: 'uses the calming exercises each night',
  },
];
