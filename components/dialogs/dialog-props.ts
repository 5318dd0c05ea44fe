export type DialogProps = {
  itemIds: readonly string[];
  onClose: () => void;
  /** The cursor stays where it is. */
  stays?: boolean;
  /** The written reply is sent with it. */
  sends?: boolean;
};
