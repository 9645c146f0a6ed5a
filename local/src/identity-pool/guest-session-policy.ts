/**
 * The session policy that Cognito adds to every guest's session. It limits guests, whatever their role allows.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/iam-roles.html#access-policies-scope-down-services
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonCognitoUnAuthedIdentitiesSessionPolicy.html
 */
import type { PolicyDocument } from '../iam/principal.ts';

/** Services that a guest's role can allow in full. */
const services = [
  'appsync',
  'cloudwatch',
  'cognito-identity',
  'cognito-idp',
  'cognito-sync',
  'comprehend',
  'dynamodb',
  'execute-api',
  'firehose',
  'gamelift',
  'iot',
  'kinesis',
  'lambda',
  'lex',
  'logs',
  'machinelearning',
  'mobileanalytics',
  'mobiletargeting',
  'personalize',
  'polly',
  'rekognition',
  's3',
  'ses',
  'sns',
  'sqs',
  'transcribe',
  'translate',
];

export const guestSessionPolicy: PolicyDocument = {
  Version: '2012-10-17',
  Statement: {
    Sid: 'GuestCap',
    Effect: 'Allow',
    Action: [
      ...services.map((service) => `${service}:*`),
      'geo:Get*',
      'geo:SearchPlaceIndex*',
      'geo:CalculateRoute*',
      'rum:PutRumEvents',
      'sagemaker:InvokeEndpoint',
    ],
    Resource: '*',
  },
};
