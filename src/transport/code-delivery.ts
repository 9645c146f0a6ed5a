/** Reads where a code was sent. */
import type { CodeDelivery } from '../protocol/code-delivery.ts';
import type { CodeDeliveryDetails } from '../protocol/account-operations.ts';

/** As a property to spread into a step: absent when the service does not say. */
export function readDelivery(reply: { CodeDeliveryDetails?: CodeDeliveryDetails }): {
  delivery?: CodeDelivery;
} {
  const { Destination, DeliveryMedium, AttributeName } = reply.CodeDeliveryDetails ?? {};
  if (!Destination || !DeliveryMedium) return {};
  return {
    delivery: {
      medium: DeliveryMedium,
      destination: Destination,
      attribute: AttributeName,
    },
  };
}
