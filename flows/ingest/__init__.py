"""Files of a raw folder in, documents out: what is there, what is inside it, what it says.

`discover` finds files, `containers` opens archives and feeds, `readers` turn the bytes of one document into text.
Nothing here writes to the raw folder, and every file ends as a document, a container, a refusal or waiting.
"""

STEPS = ("discover.v1", "containers.v1", "read.v1")
