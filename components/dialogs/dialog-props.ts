export type DialogProps = { itemIds: readonly string[]; onClose: () => void };
