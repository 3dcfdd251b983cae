package bot

// Limits of Discord:
// https://discord.com/developers/docs/components/reference
const (
	MaxText       = 4000 // of all text of a message together
	maxComponents = 40   // those within others counted
	maxButtons    = 5    // in a row
	maxLabel      = 80   // of a button
	maxCustomID   = 100
	MaxOptions    = 25  // of a menu
	MaxChoices    = 25  // of an autocompletion
	MaxChoice     = 100 // of the name and of the value of a choice or option
)
