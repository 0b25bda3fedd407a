/** The region of what stands before CloudFront or watches it, and how stacks of one region know of another's. */
import { ReferenceStrength, Stack } from 'aws-cdk-lib';

/** Where web ACLs for CloudFront have to be, and where its metrics and logs are. */
export const edgeRegion = 'us-east-1';

/**
 * A value of one stack for another in another region. CloudFormation reads it from the first one's outputs itself; the
 * library's own way would be two functions of its own and parameters that they write.
 */
export const fromElsewhere = (value: string): string => Stack.consumeReference(value, ReferenceStrength.WEAK);
