import { redirect } from 'next/navigation';

export default function AllPage() {
  redirect('/all/open');
}
