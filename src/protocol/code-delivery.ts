/** The destination of a code, masked by the service, such as `a***@e***` by EMAIL. */
export interface CodeDelivery {
  medium: 'EMAIL' | 'SMS';
  destination: string;
  attribute?: string | undefined;
}
