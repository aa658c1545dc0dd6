"""The maker of fictional plans: author, print, scan, with truth."""
