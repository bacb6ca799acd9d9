// What this interface can do, as a FHIR CapabilityStatement.
import type { CapabilityStatement } from '@medplum/fhirtypes';

export type About = {
  /** Where people reach the service, without a slash at the end. */
  readonly origin: string;
  readonly version: string;
};

/** The day its contents last changed. */
const CHANGED_ON = '2026-11-22';

const readOnly = (type: 'Patient' | 'ServiceRequest' | 'Task', documentation: string) => ({
  type,
  profile: `https://fhir.hl7.org.uk/StructureDefinition/UKCore-${type}`,
  documentation,
  interaction: [{ code: 'read' as const }],
  versioning: 'no-version' as const,
});

const SERVING: NonNullable<CapabilityStatement['rest']>[number] = {
  mode: 'server',
  documentation:
    'Send a referral as a transaction or message Bundle with one Patient and one ServiceRequest. ' +
    'A message needs the headers X-Request-ID and X-Correlation-ID; they come back with the answer.',
  security: {
    description: 'A bearer token of an API client, given out by the administrator of the service.',
  },
  resource: [
    readOnly('Patient', 'People whom your organisation referred, without ways to reach them.'),
    readOnly('ServiceRequest', 'Referrals your organisation sent.'),
    readOnly('Task', 'How far a referral is; it has the id of its ServiceRequest.'),
  ],
  interaction: [{ code: 'transaction' }],
  operation: [
    {
      name: 'process-message',
      definition: 'http://hl7.org/fhir/OperationDefinition/MessageHeader-process-message',
    },
  ],
};

const receiving = (address: string): NonNullable<CapabilityStatement['messaging']>[number] => ({
  endpoint: [
    {
      protocol: { system: 'http://terminology.hl7.org/CodeSystem/message-transport', code: 'http' },
      address,
    },
  ],
  supportedMessage: [
    {
      mode: 'receiver',
      definition: 'https://fhir.nhs.uk/MessageDefinition/bars-message-servicerequest-request-referral',
    },
  ],
});

export function capabilityStatement({ origin, version }: About): CapabilityStatement {
  const base = `${origin}/fhir/R4`;
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: CHANGED_ON,
    kind: 'instance',
    software: { name: 'Footbridge', version },
    implementation: { description: 'Footbridge: referrals to social prescribing', url: base },
    fhirVersion: '4.0.1',
    format: ['application/fhir+json'],
    implementationGuide: ['https://fhir.hl7.org.uk/ImplementationGuide/fhir.r4.ukcore'],
    rest: [SERVING],
    messaging: [receiving(`${base}/$process-message`)],
  };
}
