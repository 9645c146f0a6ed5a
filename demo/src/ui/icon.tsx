/** The icons of Harbor: one stroke, 24 by 24. They are decorative, since a text or a label always accompanies them. */
const paths = {
  anchor:
    'M12 8v13M8.5 11h7M5 14c.4 4 3 6.500 7 7 4-.5 6.600-3 7-7M12 8a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5Z',
  gallery: 'M4 5h16v14H4zM4 16l4.500-4.500 4 4 2.500-2.500 5 5M15.500 9.500h.01',
  files: 'M3.500 7v11.500h17V9H12L9.500 6h-6z',
  notes: 'M6 3.500h12v17H6zM9 8.500h6M9 12h6M9 15.500h3.500',
  identity: 'M12 3.500 5 6v5.500c0 4.500 3 7.500 7 9 4-1.500 7-4.500 7-9V6zM9 12l2.200 2.200L15.200 10',
  account: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.500 20.500c.6-4 3.500-6 7.500-6s6.900 2 7.500 6',
  mail: 'M3.500 6h17v12.500h-17zM4 6.500l8 6.500 8-6.500',
  moon: 'M19.500 14.500A8 8 0 0 1 9.500 4.500a8 8 0 1 0 10 10Z',
  sun: 'M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM12 2.500v2M12 19.500v2M2.500 12h2M19.500 12h2M5.300 5.300l1.400 1.400M17.300 17.300l1.400 1.400M18.700 5.300l-1.400 1.400M6.700 17.300l-1.400 1.400',
  upload: 'M12 16V4.500M7.500 9 12 4.500 16.500 9M4.500 16v3.500h15V16',
  download: 'M12 4.500V16M7.500 11.500 12 16l4.500-4.500M4.500 17v2.500h15V17',
  trash: 'M5 7h14M9.500 7V4.500h5V7M7 7l.8 12.500h8.400L17 7',
  lock: 'M6 11h12v9H6zM8.500 11V8a3.500 3.500 0 0 1 7 0v3',
  close: 'M6 6l12 12M18 6 6 18',
  copy: 'M9 9h10.500v10.500H9zM6 15H4.500V4.500H15V6',
} as const;

export type IconName = keyof typeof paths;

export const Icon = ({ name }: { name: IconName }) => (
  <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path d={paths[name]} />
  </svg>
);
