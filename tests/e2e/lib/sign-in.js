// Signing in as a person does: through the form.

/** Fills the sign-in form and waits until it is gone. */
export async function signIn(page, { name, password }) {
  await page.getByLabel("Tên đăng nhập").fill(name);
  await page.getByLabel("Mật khẩu").fill(password);
  await page.getByRole("button", { name: "Đăng nhập" }).click();
  await page.getByLabel("Mật khẩu").waitFor({ state: "detached" });
}
