"""What is known of Chinese: written forms, words, sentences, names, kinds of answer."""
