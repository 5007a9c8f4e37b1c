/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tb-refusal-words.h"

#include <string.h>

#include "tb-test.h"

/* That every rule of a branch has such words is held by test-service-design, which runs them. */
static void
test_words (void)
{
  static const char *const cases[][2] = {
    { "Your role in the branch does not write “person”.",
      "The role of this user does not allow changes to “Person”." },
    { "“name” of “person” is missing.", "“Name” of “Person” is missing." },
    { "“lost” of “person” cannot have that value.", "of “Person” cannot have that value. Open" },
    { "“banknote” of “bank” is missing.", "“banknote” of “bank” is missing." },
    { "“李” is the author, not “tang”. Only the committee brings what others wrote.",
      "written by “李”, and the user “tang”" },
    { "“at” is missing or no instant.", "damaged or forged" },
    /* Somebody's own rule, and what only begins or ends like one of ours. */
    { "周五不收数据。", "周五不收数据。" },
    { "Your role in the branch does not write “", "Your role in the branch does not write “" },
    { "“at” is missing or no instant. At all.", "“at” is missing or no instant. At all." },
    { "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = tb_refusal_words_dup (cases[i][0]);

      if (strstr (words, cases[i][1]) == NULL)
        g_error ("“%s” became “%s”", cases[i][0], words);
    }
}

int
main (int argc, char *argv[])
{
  tb_test_init (&argc, &argv);

  g_test_add_func ("/refusal-words/words", test_words);

  return tb_test_run ();
}
