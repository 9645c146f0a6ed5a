/** Reads the destination of a code from a reply. */
import type { CodeDelivery } from '../protocol/code-delivery.ts';
import type { CodeDeliveryDetails } from '../protocol/account-operations.ts';

/** @returns an object to spread into a step; empty when the reply names no destination */
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
