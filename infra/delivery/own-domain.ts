/** What a studio's own domain names change. */
import type { HubPlan } from '../../hub/plan/hub-plan.ts';

type DomainPlan = Pick<HubPlan['delivery'], 'domainNames' | 'certificateArn' | 'hostedZoneId'>;

export type ViewerCertificate =
  | { readonly cloudfrontDefaultCertificate: true }
  | {
      readonly acmCertificateArn: string;
      readonly sslSupportMethod: 'sni-only';
      readonly minimumProtocolVersion: 'TLSv1.2_2021';
    };

/**
 * With a certificate of one's own, TLS 1.2 or later and no cipher without forward secrecy. Under the name CloudFront gives,
 * Amazon sets the minimum itself, TLS 1.0, and takes no other (CloudFront developer guide, "Supported protocols and
 * ciphers", 2023-06 [H]).
 */
export function viewerCertificateOf({ certificateArn }: Pick<DomainPlan, 'certificateArn'>): ViewerCertificate {
  return certificateArn === undefined
    ? { cloudfrontDefaultCertificate: true }
    : { acmCertificateArn: certificateArn, sslSupportMethod: 'sni-only', minimumProtocolVersion: 'TLSv1.2_2021' };
}

export type AliasRecord = { readonly domainName: string; readonly type: 'A' | 'AAAA'; readonly zoneId: string };

/** One record for IPv4 and one for IPv6 per name; none where the names are kept elsewhere. */
export function aliasRecordsOf({ domainNames, hostedZoneId }: DomainPlan): readonly AliasRecord[] {
  if (hostedZoneId === undefined) return [];
  return domainNames.flatMap(domainName =>
    (['A', 'AAAA'] as const).map(type => ({ domainName, type, zoneId: hostedZoneId })),
  );
}
